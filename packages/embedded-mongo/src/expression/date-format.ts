import { MongoError } from '../errors.js';
import { dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, week } from './date-parts.js';

const two = (n: number): string => String(n).padStart(2, '0');
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

const DIRECTIVES: Readonly<Record<string, (local: Date, offset: number) => string>> = {
  '%': () => '%',
  Y: (date) => String(date.getUTCFullYear()).padStart(4, '0'),
  m: (date) => two(date.getUTCMonth() + 1),
  d: (date) => two(date.getUTCDate()),
  H: (date) => two(date.getUTCHours()),
  M: (date) => two(date.getUTCMinutes()),
  S: (date) => two(date.getUTCSeconds()),
  L: (date) => String(date.getUTCMilliseconds()).padStart(3, '0'),
  j: (date) => String(dayOfYear(date)).padStart(3, '0'),
  w: (date) => String(date.getUTCDay() + 1),
  u: (date) => String(isoDayOfWeek(date)),
  U: (date) => two(week(date)),
  V: (date) => two(isoWeek(date)),
  G: (date) => String(isoWeekYear(date)).padStart(4, '0'),
  b: (date) => (MONTHS[date.getUTCMonth()] ?? '').slice(0, 3),
  B: (date) => MONTHS[date.getUTCMonth()] ?? '',
  z: (_date, offset) =>
    `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`,
  Z: (_date, offset) => String(offset),
};

/** `offset`: minutes that local time is ahead of UTC. */
export function formatDate(format: string, local: Date, offset: number): string {
  if (local.getUTCFullYear() < 0 || local.getUTCFullYear() > 9999)
    throw new MongoError(
      18537,
      'Could not convert date to string: date component was outside the supported range of 0-9999',
    );
  return format.replace(/%([^])?/g, (whole, letter: string | undefined) => {
    const directive =
      letter !== undefined && Object.hasOwn(DIRECTIVES, letter) ? DIRECTIVES[letter] : undefined;
    if (directive === undefined)
      throw new MongoError(18536, `Invalid format character '${whole}' in format string`);
    return directive(local, offset);
  });
}
