import type { Problem } from './problem.js';

/** A problem as a compiler would print it: place first, so that an editor can jump there. */
export function formatProblem(severity: 'error' | 'warning', problem: Problem): string {
  const [first, ...others] = problem.places;
  const at = first === undefined ? 'schema' : `${first.file}:${first.line}`;
  const lines = [`${at}: ${severity} ${problem.code}: ${problem.message}`];
  for (const place of others) lines.push(`  also ${place.file}:${place.line}`);
  if (problem.hint !== undefined) lines.push(`  hint: ${problem.hint}`);
  return `${lines.join('\n')}\n`;
}
