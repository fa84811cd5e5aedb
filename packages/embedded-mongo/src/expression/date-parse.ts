import { MongoError } from '../errors.js';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Dates as ISO 8601 writes them; the other forms that MongoDB reads are refused. */
export function parseDate(text: string): Date {
  const match = ISO.exec(text);
  if (match === null) throw failed(text);
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = match;
  const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const milliseconds = fraction.padEnd(3, '0');
  const local = `${String(year)}-${String(month)}-${String(day)}T${hour}:${minute}:${second}.${milliseconds}`;
  const at = new Date(`${local}${offset}`);
  // 2026-02-30 is the second of March to JavaScript.
  if (Number.isNaN(at.getTime()) || new Date(`${local}Z`).toISOString() !== `${local}Z`) throw failed(text);
  return at;
}

const failed = (text: string): MongoError =>
  new MongoError(
    241,
    `Error parsing date string '${text}', only ISO 8601 is supported by the embedded server`,
  );
