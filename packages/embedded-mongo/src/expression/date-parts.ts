const DAY = 86_400_000;

/** Parts of a date by its UTC fields: a local time was moved into these before. */
export const startOfYear = (date: Date): Date => {
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return start;
};

export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - startOfYear(date).getTime()) / DAY) + 1;

/** Weeks that begin on Sundays; the days before the first of them are week 0. */
export const week = (date: Date): number => Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7);

export const isoDayOfWeek = (date: Date): number => date.getUTCDay() || 7;

/** An ISO week belongs to the year that has its Thursday. */
const thursday = (date: Date): Date => new Date(date.getTime() + (4 - isoDayOfWeek(date)) * DAY);

export const isoWeekYear = (date: Date): number => thursday(date).getUTCFullYear();

export const isoWeek = (date: Date): number => Math.floor((dayOfYear(thursday(date)) - 1) / 7) + 1;

export const PARTS = {
  $year: (date: Date) => date.getUTCFullYear(),
  $month: (date: Date) => date.getUTCMonth() + 1,
  $dayOfMonth: (date: Date) => date.getUTCDate(),
  $dayOfWeek: (date: Date) => date.getUTCDay() + 1,
  $dayOfYear: dayOfYear,
  $hour: (date: Date) => date.getUTCHours(),
  $minute: (date: Date) => date.getUTCMinutes(),
  $second: (date: Date) => date.getUTCSeconds(),
  $millisecond: (date: Date) => date.getUTCMilliseconds(),
  $week: week,
  $isoWeek: isoWeek,
  $isoWeekYear: isoWeekYear,
  $isoDayOfWeek: isoDayOfWeek,
} as const;
