/** Half of a surrogate pair: the database would keep another character, the same for each of them. */
const BROKEN = /\p{Surrogate}/u;

/** Whether a text is not blank, has at most `most` characters and is stored as it is, so that no two become equal. */
export function isText(text: string, most: number): boolean {
  return text.trim() !== '' && characters(text) <= most && !BROKEN.test(text);
}

/** How many characters a person would count: a letter outside the basic plane is one. */
export function characters(text: string): number {
  return Array.from(text).length;
}
