import { Long, ObjectId, Timestamp } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { isNumeric, toNumber, typeName } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { fieldsOf, integerOf, isNullish, ofFields, stringOf } from './arguments.js';
import { formatDate } from './date-format.js';
import { isoDayOfWeek, isoWeek, isoWeekYear, PARTS } from './date-parts.js';
import { fromLocal, offsetAt, toLocal } from './time-zone.js';
import type { Operator, Operators } from './types.js';

/** Dates, and what holds a time. */
export function dateOf(name: string, value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new MongoError(16006, `can't convert from BSON type ${typeName(value)} to Date (${name})`);
}

export const zoneOf = (name: string, value: unknown): string =>
  value === undefined ? 'UTC' : stringOf(`${name}: timezone`, value, 40517);

/** `{ $year: date }`, `{ $year: [date] }` or `{ $year: { date, timezone } }`. */
const part =
  (name: string, read: (local: Date) => number | Long): Operator =>
  (argument, context) => {
    const only: unknown = Array.isArray(argument) && argument.length === 1 ? argument[0] : argument;
    const named = isDoc(only) && !(Object.keys(only)[0]?.startsWith('$') ?? false);
    const spec: Doc = named ? fieldsOf(name, only, ['date'], ['timezone']) : { date: only };
    if (Array.isArray(only))
      throw new MongoError(40536, `${name} accepts exactly one argument if given an array`);
    const date = context.compile(spec.date);
    const zone = 'timezone' in spec ? context.compile(spec.timezone) : (): unknown => 'UTC';
    return (scope) => {
      const [value, timezone] = [date(scope), zone(scope)];
      if (isNullish(value) || isNullish(timezone)) return null;
      return read(toLocal(dateOf(name, value), zoneOf(name, timezone)));
    };
  };

const DEFAULT_FORMAT = '%Y-%m-%dT%H:%M:%S.%L';

const $dateToString: Operator = (argument, context) => {
  const spec = fieldsOf('$dateToString', argument, ['date'], ['format', 'timezone', 'onNull']);
  const [date, format, timezone, onNull] = [
    spec.date,
    spec.format ?? '',
    spec.timezone ?? '',
    spec.onNull ?? null,
  ].map((item) => context.compile(item));
  return (scope) => {
    const value = date?.(scope);
    if (isNullish(value)) return onNull?.(scope);
    const zone = 'timezone' in spec ? timezone?.(scope) : 'UTC';
    const pattern = 'format' in spec ? format?.(scope) : `${DEFAULT_FORMAT}${zone === 'UTC' ? 'Z' : ''}`;
    if (isNullish(zone) || isNullish(pattern)) return null;
    const at = dateOf('$dateToString', value);
    const offset = offsetAt(zoneOf('$dateToString', zone), at);
    const text = stringOf('$dateToString: format', pattern, 18533);
    return formatDate(text, new Date(at.getTime() + offset), Math.round(offset / 60_000));
  };
};

function toParts({ date, timezone = 'UTC', iso8601 = false }: Doc): unknown {
  if (isNullish(date) || isNullish(timezone) || isNullish(iso8601)) return null;
  if (typeof iso8601 !== 'boolean') throw new MongoError(40521, 'iso8601 must evaluate to a bool');
  const local = toLocal(dateOf('$dateToParts', date), zoneOf('$dateToParts', timezone));
  const days = iso8601
    ? { isoWeekYear: isoWeekYear(local), isoWeek: isoWeek(local), isoDayOfWeek: isoDayOfWeek(local) }
    : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
  return {
    ...days,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

const TIME = ['hour', 'minute', 'second', 'millisecond'];
const DAYS = ['year', 'month', 'day'];
const ISO_DAYS = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];

function fromParts(parts: Doc): unknown {
  if (Object.values(parts).some(isNullish)) return null;
  const number = (name: string, fallback: number): number =>
    name in parts ? integerOf('$dateFromParts', name, parts[name], 40515) : fallback;
  const local = new Date(0);
  if ('isoWeekYear' in parts) {
    if (DAYS.some((name) => name in parts))
      throw new MongoError(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
    local.setUTCFullYear(number('isoWeekYear', 1970), 0, 4);
    const shift = (number('isoWeek', 1) - 1) * 7 + number('isoDayOfWeek', 1) - isoDayOfWeek(local);
    local.setUTCDate(local.getUTCDate() + shift);
  } else {
    if (!('year' in parts))
      throw new MongoError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
    const year = number('year', 1970);
    if (year < 1 || year > 9999)
      throw new MongoError(40523, `'year' must evaluate to an integer in the range 1 to 9999`);
    local.setUTCFullYear(year, number('month', 1) - 1, number('day', 1));
  }
  local.setUTCHours(number('hour', 0), number('minute', 0), number('second', 0), number('millisecond', 0));
  return fromLocal(local, zoneOf('$dateFromParts', parts.timezone));
}

const MONTHS_OF: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const MILLISECONDS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

function unitOf(name: string, unit: unknown): string {
  if (typeof unit === 'string' && (unit in MONTHS_OF || unit in MILLISECONDS)) return unit;
  throw new MongoError(9, `${name}: unknown time unit value: ${String(unit)}`);
}

/** Months end where they end: a month after the 31st of January is the last of February. */
function addMonths(local: Date, months: number): Date {
  const moved = new Date(local);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(moved);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  moved.setUTCDate(Math.min(local.getUTCDate(), last.getUTCDate()));
  return moved;
}

const adding = (name: string, sign: 1 | -1): Operator =>
  ofFields(name, ['startDate', 'unit', 'amount'], ['timezone'], (spec) => {
    if (Object.values(spec).some(isNullish)) return null;
    const unit = unitOf(name, spec.unit);
    const zone = zoneOf(name, spec.timezone);
    const start = dateOf(name, spec.startDate);
    if (!isNumeric(spec.amount) || !Number.isSafeInteger(toNumber(spec.amount)))
      throw new MongoError(5166405, `${name} expects integer amount of time units`);
    const amount = toNumber(spec.amount) * sign;
    const months = MONTHS_OF[unit];
    const milliseconds = MILLISECONDS[unit] ?? 0;
    // An hour is an hour also where clocks change; a day is from noon to noon.
    if (months === undefined && milliseconds < 86_400_000)
      return checked(name, start.getTime() + amount * milliseconds);
    const local = toLocal(start, zone);
    const moved =
      months === undefined
        ? new Date(local.getTime() + amount * milliseconds)
        : addMonths(local, amount * months);
    return checked(name, fromLocal(moved, zone).getTime());
  });

function checked(name: string, at: number): Date {
  if (Math.abs(at) <= 8.64e15) return new Date(at);
  throw new MongoError(5166406, `${name}: the result is out of range`);
}

export const dates: Operators = {
  ...Object.fromEntries(Object.entries(PARTS).map(([name, read]) => [name, part(name, read)])),
  $isoWeekYear: part('$isoWeekYear', (local) => Long.fromNumber(isoWeekYear(local))),
  $dateToString,
  $dateToParts: ofFields('$dateToParts', ['date'], ['timezone', 'iso8601'], toParts),
  $dateFromParts: ofFields('$dateFromParts', [], [...DAYS, ...ISO_DAYS, ...TIME, 'timezone'], fromParts),
  $dateAdd: adding('$dateAdd', 1),
  $dateSubtract: adding('$dateSubtract', -1),
};
