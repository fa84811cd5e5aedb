/** Half of a surrogate pair: it would come back from the database as another character. */
const BROKEN = /\p{Surrogate}/u;

/** Whether a text has `min` to `max` characters and can be stored as it is, so that no two become equal. */
export function isText(text: string, { min = 1, max }: { min?: number; max: number }): boolean {
  return text.length >= min && text.length <= max && !BROKEN.test(text);
}
