import type { Verdict } from '../check/verdict.js';
import { formatProblems } from '../compose/format.js';
import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';
import type { Place } from '../graph/subgraph.js';
import { basis, byOwner, headline, nobody, safeSummary, wayToPass } from './summary.js';

/** For a terminal: the verdict, the breaking changes with the operations they concern, then the rest by severity. */
export function textReport(verdict: Verdict): string {
  const of = (severity: JudgedChange['severity']) =>
    verdict.changes.filter((change) => change.severity === severity);
  const safe = safeSummary(verdict.changes);
  const sections = [
    [headline(verdict)],
    ...of('breaking').map((change) => breakingLines(change, verdict.changes)),
    problemLines('error', verdict.errors),
    of('dangerous').map(dangerousLine),
    problemLines('warning', verdict.warnings),
    safe === '' ? [] : [`safe: ${safe}`],
    [basis(verdict)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function problemLines(severity: 'error' | 'warning', problems: readonly Problem[]): readonly string[] {
  return problems.length === 0 ? [] : [formatProblems(severity, problems).trimEnd()];
}

function breakingLines(change: JudgedChange, changes: readonly JudgedChange[]): readonly string[] {
  const mark = change.acknowledgement === undefined ? '✗' : '✓';
  return [
    `${mark} ${change.coordinate}: ${change.text}`,
    ...change.places.map((place) => `    in     ${placeText(place)}`),
    ...(change.operations.length > 0 ? [`    breaks ${byOwner(change.operations)}`] : []),
    ...wayOn(change, changes).map((line) => `    ${line}`),
  ];
}

function wayOn(change: JudgedChange, changes: readonly JudgedChange[]): readonly string[] {
  const { acknowledgement } = change;
  if (acknowledgement !== undefined) {
    return [`acknowledged on ${acknowledgement.date}: ${acknowledgement.reason}`];
  }
  const way = wayToPass(change, changes);
  return [...(change.operations.length === 0 ? [nobody(change)] : []), ...(way === undefined ? [] : [way])];
}

function dangerousLine(change: JudgedChange): string {
  const concerned = change.operations.length > 0 ? `; concerns ${byOwner(change.operations)}` : '';
  const [place] = change.places;
  const at = place === undefined ? '' : `, ${placeText(place)}`;
  return `! ${change.coordinate}: ${change.text}${at}${concerned}`;
}

export function placeText({ subgraph, file, line }: Place): string {
  return `${subgraph === undefined ? '' : `${subgraph}, `}${file}:${line}`;
}
