import { MongoError } from '../errors.js';

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, made);
    return made;
  } catch {
    throw new MongoError(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}

/** Milliseconds that local time is ahead of UTC at a moment. */
export function offsetAt(zone: string, at: Date): number {
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed !== null) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE;
  }
  if (zone === 'UTC' || zone === 'GMT' || zone === 'Z') return 0;
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const year = Number(parts.year) * (parts.era === 'BC' ? -1 : 1) + (parts.era === 'BC' ? 1 : 0);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(parts.month) - 1, Number(parts.day));
  local.setUTCHours(Number(parts.hour), Number(parts.minute), Number(parts.second), 0);
  return local.getTime() - Math.floor(at.getTime() / 1000) * 1000;
}

/** The moment as a date whose UTC fields are those of the zone's local time. */
export const toLocal = (at: Date, zone: string): Date => new Date(at.getTime() + offsetAt(zone, at));

/** The moment at which the zone has that local time; just after a gap, where there is none. */
export function fromLocal(local: Date, zone: string): Date {
  const guess = new Date(local.getTime() - offsetAt(zone, local));
  return new Date(local.getTime() - offsetAt(zone, guess));
}
