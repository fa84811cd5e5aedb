import type { Verdict } from '../check/verdict.js';
import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';
import { basis, byOwner, count, headline, nobody, safeSummary } from './summary.js';
import { placeText } from './text.js';

const ICON = { safe: '✅', breaking: '❌', unusable: '⛔' };

/** For a comment on a pull request: the verdict and what breaks in sight, the rest folded. */
export function markdownReport(verdict: Verdict): string {
  const of = (severity: JudgedChange['severity']) =>
    verdict.changes.filter((change) => change.severity === severity);
  const safe = safeSummary(verdict.changes);
  const sections = [
    `### ${ICON[verdict.outcome]} ${headline(verdict)}`,
    changeTable(of('breaking'), 'Breaks'),
    problemList(verdict.errors),
    folded(count(of('dangerous').length, 'dangerous change'), changeTable(of('dangerous'), 'Concerns')),
    folded(count(verdict.warnings.length, 'warning'), problemList(verdict.warnings)),
    safe === '' ? '' : `Safe: ${safe}`,
    `<sub>${basis(verdict)}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function changeTable(changes: readonly JudgedChange[], concern: string): string {
  if (changes.length === 0) return '';
  const rows = changes.map((change) => {
    const places = change.places.map((place) => `\`${placeText(place)}\``).join('<br>');
    return `| **${cell(change.coordinate)}** ${cell(change.text)} | ${places} | ${cell(whom(change))} |`;
  });
  return [`| Change | Where | ${concern} |`, '|---|---|---|', ...rows].join('\n');
}

function whom(change: JudgedChange): string {
  const { operations, acknowledgement } = change;
  if (acknowledgement !== undefined)
    return `acknowledged on ${acknowledgement.date}: ${acknowledgement.reason}`;
  return operations.length > 0 ? byOwner(operations) : nobody(change);
}

function problemList(problems: readonly Problem[]): string {
  return problems.map(problemItem).join('\n');
}

function problemItem({ code, message, places, hint, details = [] }: Problem): string {
  const at = places.map((place) => ` \`${placeText(place)}\``).join('');
  const lines = [`- **${code}**${at}: ${cell(message)}`];
  if (hint !== undefined) lines.push(`  <br>${hint}`);
  if (details.length > 0) lines.push('', '  ```diff', ...details.map((line) => `  ${line}`), '  ```');
  return lines.join('\n');
}

function folded(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** Text from a schema stays text: it cannot end a cell or open a tag. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}
