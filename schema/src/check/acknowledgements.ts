import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../commands/usage-error.js';
import type { Problem } from '../compose/problem.js';
import { changeName, type Acknowledgement, type JudgedChange } from '../diff/change.js';

/** Where decisions to let a breaking change pass are checked in. Publication empties it into the changelog. */
export const ACKNOWLEDGEMENTS = 'schema/acknowledged.json';

/**
 * Breaking changes that may pass even though operations touch them: whether the callers hold the scope, or whether
 * router and subgraph are deployed together, no schema tells. All others may pass only if no operation uses them.
 */
const ASK_A_PERSON = new Set([
  'PROTECTION_ADDED',
  'PROTECTION_LOOSENED',
  'PROTECTION_REMOVED',
  'PROTECTION_TIGHTENED',
  'ROUTER_REFUSED',
]);

export function canBeAcknowledged({ kind, operations }: JudgedChange): boolean {
  return operations.length === 0 || ASK_A_PERSON.has(kind);
}

export interface Acknowledged {
  readonly changes: readonly JudgedChange[];
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Matches decisions with the changes they are about. One that is not complete decides nothing. */
export function acknowledge(
  changes: readonly JudgedChange[],
  acknowledgements: readonly Acknowledgement[],
): Acknowledged {
  const errors = acknowledgements.flatMap(malformed);
  const complete = acknowledgements.filter((each) => malformed(each).length === 0);
  const byName = new Map(complete.map((each) => [each.change, each]));
  const breaking = changes.filter(({ severity }) => severity === 'breaking');
  const judged = changes.map((change) => {
    const acknowledgement = byName.get(changeName(change));
    const passes = acknowledgement !== undefined && breaking.includes(change) && canBeAcknowledged(change);
    return passes ? { ...change, acknowledgement } : change;
  });
  return { changes: judged, errors, warnings: complete.flatMap((each) => inVain(each, breaking)) };
}

function inVain({ change }: Acknowledgement, breaking: readonly JudgedChange[]): readonly Problem[] {
  const meant = breaking.filter((each) => changeName(each) === change);
  if (meant.length === 0) {
    return [problem('ACKNOWLEDGEMENT_UNUSED', `There is no breaking change "${change}": remove it.`)];
  }
  if (meant.some(canBeAcknowledged)) return [];
  return [problem('ACKNOWLEDGEMENT_IN_VAIN', `"${change}" cannot pass as long as operations use it.`)];
}

function malformed({ change, reason, date }: Acknowledgement): readonly Problem[] {
  const code = 'ACKNOWLEDGEMENT_INCOMPLETE';
  if (typeof reason !== 'string' || reason.trim().length < 10) {
    return [problem(code, `"${change}" needs a reason that somebody can understand in a year.`)];
  }
  const valid =
    typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(Date.parse(date));
  return valid ? [] : [problem(code, `"${change}" needs the date of the decision, YYYY-MM-DD.`)];
}

function problem(code: string, message: string): Problem {
  return { code, message, places: [{ file: ACKNOWLEDGEMENTS, line: 1 }] };
}

export function readAcknowledgements(file: string): readonly Acknowledgement[] {
  if (!existsSync(file)) return [];
  try {
    const list = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (Array.isArray(list)) return list as readonly Acknowledgement[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`${ACKNOWLEDGEMENTS} must be a JSON list of { "change", "reason", "date" }.`);
}
