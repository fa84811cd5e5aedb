import type { Verdict } from '../check/verdict.js';
import type { Problem } from '../compose/problem.js';
import type { JudgedChange } from '../diff/change.js';
import type { Place } from '../graph/subgraph.js';
import { byOwner, headline, nobody, wayToPass } from './summary.js';

type Level = 'error' | 'warning' | 'notice';

/** For a workflow's log: annotations at the lines of the pull request. */
export function githubReport(verdict: Verdict): string {
  const annotations = [
    ...verdict.changes.flatMap((change) => changeAnnotations(change, verdict.changes)),
    ...verdict.errors.map((problem) => problemAnnotation('error', problem)),
    ...verdict.warnings.map((problem) => problemAnnotation('warning', problem)),
  ];
  return `${[...annotations, headline(verdict)].join('\n')}\n`;
}

function changeAnnotations(change: JudgedChange, changes: readonly JudgedChange[]): readonly string[] {
  if (change.severity === 'safe') return [];
  const { coordinate, text, operations, acknowledgement } = change;
  const level =
    change.severity === 'dangerous' ? 'warning' : acknowledgement === undefined ? 'error' : 'notice';
  const verb = change.severity === 'breaking' ? 'breaks' : 'concerns';
  const whom = operations.length > 0 ? `${verb} ${byOwner(operations)}` : nobody(change);
  const lines = [whom, wayToPass(change, changes) ?? []].flat();
  const places: readonly (Place | undefined)[] = change.places.length > 0 ? change.places : [undefined];
  return places.map((place) => annotation(level, place, `${coordinate}: ${text}`, lines.join('\n')));
}

function problemAnnotation(level: Level, { code, message, places, hint, details = [] }: Problem): string {
  const lines = [message, ...(hint === undefined ? [] : [hint]), ...details];
  return annotation(level, places[0], code, lines.join('\n'));
}

function annotation(level: Level, place: Place | undefined, title: string, message: string): string {
  const at = place === undefined ? '' : `file=${property(place.file)},line=${place.line},`;
  return `::${level} ${at}title=${property(title)}::${data(message)}`;
}

// The escapes that workflow commands prescribe: a message can neither end its line nor start another command.
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
