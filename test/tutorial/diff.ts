/** A diff without line numbers, as a document shows it: lines that stay, `-` lines that go, `+` lines that come. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Reads a diff as the replacement of the lines that it shows. */
export function parseDiff(diff: string): Replacement {
  const lines = diff.split('\n').map((line) => (line === '' ? ' ' : line));
  const side = (other: string) =>
    lines.filter((line) => !line.startsWith(other)).map((line) => `${line.slice(1)}\n`);
  return { from: side('+').join(''), to: side('-').join('') };
}
