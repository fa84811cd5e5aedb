/** A diff without line numbers, as documents show it: unchanged lines, `-` lines to remove, `+` lines to add. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/** Reads a diff as the text before and the text after the change. */
export function parseDiff(diff: string): Replacement {
  const lines = diff.split('\n').map((line) => (line === '' ? ' ' : line));
  const side = (other: string) =>
    lines.filter((line) => !line.startsWith(other)).map((line) => `${line.slice(1)}\n`);
  return { from: side('+').join(''), to: side('-').join('') };
}
