import type { Verdict } from '../check/verdict.js';
import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';
import { basis, byOwner, count, headline, nobody, safeSummary, wayToPass } from './summary.js';
import { placeText } from './text.js';

const ICON = { safe: '✅', breaking: '❌', unusable: '⛔' };

/** For a comment on a pull request: the verdict and the breaking changes, with the rest folded. */
export function markdownReport(verdict: Verdict): string {
  const dangerous = verdict.changes.filter(({ severity }) => severity === 'dangerous');
  const safe = safeSummary(verdict.changes);
  const sections = [
    `### ${ICON[verdict.outcome]} ${headline(verdict)}`,
    changeTable(verdict, 'breaking', 'Breaks'),
    problemList(verdict.errors),
    folded(count(dangerous.length, 'dangerous change'), changeTable(verdict, 'dangerous', 'Concerns')),
    folded(count(verdict.warnings.length, 'warning'), problemList(verdict.warnings)),
    safe === '' ? '' : `Safe: ${safe}`,
    `<sub>${basis(verdict)}</sub>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function changeTable({ changes }: Verdict, severity: JudgedChange['severity'], concern: string): string {
  const shown = changes.filter((change) => change.severity === severity);
  if (shown.length === 0) return '';
  const rows = shown.map((change) => {
    const places = change.places.map((place) => `\`${placeText(place)}\``).join('<br>');
    const concerned = [whom(change), wayToPass(change, changes) ?? []].flat().map(cell).join('<br>');
    return `| **${cell(change.coordinate)}** ${cell(change.text)} | ${places} | ${concerned} |`;
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

/** Escapes a text from a schema, so that it cannot end a cell or open a tag. */
function cell(text: string): string {
  // Backslashes before a bar are doubled, so that they do not escape the backslash that escapes the bar.
  return text
    .replace(/(\\*)\|/g, '$1$1\\|')
    .replaceAll('<', '&lt;')
    .replace(/[\r\n]+/g, ' ');
}
