// Half of a surrogate pair is stored as another character, the same for each: two texts would become one.

/** Whether a text is not blank, has at most `most` characters and is stored as it is, so that no two become equal. */
export function isText(text: string, most: number): boolean {
  return text.trim() !== '' && characters(text) <= most && text.isWellFormed();
}

/** How many characters a person would count: a letter outside the basic plane is one. */
export function characters(text: string): number {
  return Array.from(text).length;
}
