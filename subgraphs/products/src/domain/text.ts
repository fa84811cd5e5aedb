/** How many characters a person would count: a letter outside the basic plane is one. */
export function characters(text: string): number {
  return Array.from(text).length;
}
