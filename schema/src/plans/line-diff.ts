/**
 * The differing lines of two texts, marked `-` and `+`; each group follows an `@@` line with the line before it. Plans
 * are short, so the quadratic table of longest common subsequences suffices.
 */
export function lineDiff(before: string, after: string): readonly string[] {
  const a = before.trimEnd().split('\n');
  const b = after.trimEnd().split('\n');
  const common = commonLengths(a, b);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  let context: string | undefined;
  const emit = (line: string) => {
    if (context !== undefined) lines.push(`  ${context.trimEnd()}`);
    context = undefined;
    lines.push(line);
  };
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      context = left;
      i += 1;
      j += 1;
    } else if (left !== undefined && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
      emit(`- ${left}`);
      i += 1;
    } else {
      emit(`+ ${right ?? ''}`);
      j += 1;
    }
  }
  return lines;
}

type Table = readonly Int32Array[];

function lengthAt(table: Table, i: number, j: number): number {
  return table[i]?.[j] ?? -1;
}

function commonLengths(a: readonly string[], b: readonly string[]): Table {
  const table = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    for (let j = b.length - 1; row !== undefined && j >= 0; j -= 1) {
      row[j] =
        a[i] === b[j]
          ? lengthAt(table, i + 1, j + 1) + 1
          : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
    }
  }
  return table;
}
