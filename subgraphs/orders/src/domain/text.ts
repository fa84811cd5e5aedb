// Half of a surrogate pair is stored as another character, the same for each: two texts would become one.

/** Whether a text has `min` to `max` characters and can be stored as it is, so that no two become equal. */
export function isText(text: string, { min = 1, max }: { min?: number; max: number }): boolean {
  return text.length >= min && text.length <= max && text.isWellFormed();
}
