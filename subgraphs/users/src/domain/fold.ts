/** Makes names comparable without case and accents: `Åsa` is `asa`. */
export function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
