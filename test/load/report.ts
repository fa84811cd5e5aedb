/** A measured figure and its limit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly holds: boolean;
  readonly wanted: string;
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** @returns the figure, which must be at most `most` */
export function atMost(name: string, value: number, most: number): Figure {
  return { name, value, holds: value <= most, wanted: `at most ${most}` };
}

/** @returns the figure, which must be at least `least` */
export function atLeast(name: string, value: number, least: number): Figure {
  return { name, value, holds: value >= least, wanted: `at least ${least}` };
}

/** Prints the figures. @returns the number of figures that miss their limits */
export function judge(figures: readonly Figure[]): number {
  for (const { name, value, holds, wanted } of figures) {
    say(`${holds ? 'holds' : 'FAILS'}: ${name} ${Number(value.toFixed(2))}, ${wanted}`);
  }
  return figures.filter(({ holds }) => !holds).length;
}
