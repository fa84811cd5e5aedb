import type { Problem } from './problem.js';

/** The maximum of problems shown per code. The next run shows the others. */
const SHOWN = 5;

/** Problems grouped by code, each group with its hint once. */
export function formatProblems(severity: 'error' | 'warning', problems: readonly Problem[]): string {
  const codes = [...new Set(problems.map(({ code }) => code))];
  return codes
    .map((code) => {
      const group = problems.filter((problem) => problem.code === code);
      const [first] = group;
      const sharedHint = group.every(({ hint }) => hint === first?.hint) ? first?.hint : undefined;
      const lines = group
        .slice(0, SHOWN)
        .map(({ hint, ...problem }) =>
          formatProblem(
            severity,
            sharedHint === undefined && hint !== undefined ? { ...problem, hint } : problem,
          ),
        );
      const more = group.length > SHOWN ? `  and ${group.length - SHOWN} more of ${code}\n` : '';
      return [...lines, more, sharedHint === undefined ? '' : `  hint: ${sharedHint}\n`].join('');
    })
    .join('');
}

/** A problem in the format of compilers: the place first, so that an editor can jump there. */
export function formatProblem(severity: 'error' | 'warning', problem: Problem): string {
  const [first, ...others] = problem.places;
  const at = first === undefined ? 'schema' : `${first.file}:${first.line}`;
  const lines = [`${at}: ${severity} ${problem.code}: ${problem.message}`];
  for (const place of others) lines.push(`  also ${place.file}:${place.line}`);
  for (const line of problem.details ?? []) lines.push(`    ${line}`);
  if (problem.hint !== undefined) lines.push(`  hint: ${problem.hint}`);
  return `${lines.join('\n')}\n`;
}
