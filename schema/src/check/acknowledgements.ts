import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import type { Problem } from '../compose/problem.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { listOf, readJson, withTexts } from '../graph/files.js';
import { workingTree } from '../graph/working-tree.js';
import { isDay } from '../lint/day.js';
import { COSTS_MORE } from '../diff/cost.js';
import { changeName, type Acknowledgement, type JudgedChange } from '../diff/change.js';
import { promisedUntil } from './removal-days.js';

/** The file with the decisions to accept breaking changes. Publication moves them into the changelog. */
export const ACKNOWLEDGEMENTS = 'schema/acknowledged.json';

/**
 * Breaking changes that may be acknowledged even though operations use them. No schema says whether the callers hold
 * the scope, whether router and subgraph are deployed together, or whether an operation stays below the router's limit.
 * All other breaking changes may be acknowledged only if no operation uses them.
 */
const ASK_A_PERSON = new Set([
  ...COSTS_MORE,
  // The key that a service sends is in its variables.
  'KEY_REMOVED',
  'PROTECTION_ADDED',
  'PROTECTION_CHANGED',
  'PROTECTION_LOOSENED',
  'PROTECTION_REMOVED',
  'PROTECTION_TIGHTENED',
  'ROUTER_REFUSED',
]);

export function canBeAcknowledged({ kind, operations, staysValid }: JudgedChange): boolean {
  return operations.length === 0 || staysValid === true || ASK_A_PERSON.has(kind);
}

/**
 * The operations broken by changes that cannot be acknowledged. They make the verdict breaking in any case, so other
 * findings about them can be omitted.
 */
export function brokenForGood(changes: readonly JudgedChange[]): ReadonlySet<RegisteredOperation> {
  const final = changes.filter((change) => change.severity === 'breaking' && !canBeAcknowledged(change));
  return new Set(final.flatMap(({ operations }) => operations));
}

export interface Acknowledged {
  readonly changes: readonly JudgedChange[];
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * The name of a change in an acknowledgement: its kind and coordinate, followed by its text if the change has a value
 * before and after, or if several breaking changes share kind and coordinate. The text prevents an acknowledgement from
 * covering another change.
 */
export function acknowledgementName(change: JudgedChange, changes: readonly JudgedChange[]): string {
  const name = changeName(change);
  const isShared = changes.some(
    (each) => each !== change && each.severity === 'breaking' && changeName(each) === name,
  );
  return isShared || change.to !== undefined ? `${name}: ${change.text}` : name;
}

/**
 * Matches acknowledgements with their changes. An incomplete acknowledgement has no effect, and neither has one that is
 * dated before the end of the deprecation's promise.
 *
 * @param before the schema that clients rely on
 */
export function acknowledge(
  changes: readonly JudgedChange[],
  acknowledgements: readonly Acknowledgement[],
  before?: GraphQLSchema,
): Acknowledged {
  const errors = acknowledgements.flatMap(malformed);
  const early: Problem[] = [];
  const complete = acknowledgements.filter((each) => malformed(each).length === 0);
  const byName = new Map(complete.map((each) => [each.change, each]));
  const breaking = changes.filter(({ severity }) => severity === 'breaking');
  const named = new Map(breaking.map((change) => [change, acknowledgementName(change, breaking)]));
  const judged = changes.map((change) => {
    const acknowledgement = byName.get(named.get(change) ?? '');
    if (acknowledgement === undefined || !canBeAcknowledged(change)) return change;
    const day = promisedUntil(change, before);
    if (day === undefined || acknowledgement.date > day) return { ...change, acknowledgement };
    early.push(problem('REMOVED_TOO_EARLY', tooEarly(change, day, acknowledgement)));
    return change;
  });
  return {
    changes: judged,
    errors: [...errors, ...early],
    warnings: complete.flatMap((each) => inVain(each, named)),
  };
}

function tooEarly({ coordinate }: JudgedChange, day: string, { date }: Acknowledgement): string {
  return `${coordinate} was promised until ${day}, and its removal is acknowledged on ${date}: keep it until that day is over.`;
}

function inVain(
  { change }: Acknowledgement,
  breaking: ReadonlyMap<JudgedChange, string>,
): readonly Problem[] {
  const meant = [...breaking].filter(([each, name]) => name === change || changeName(each) === change);
  if (meant.some(([each, name]) => name === change && canBeAcknowledged(each))) return [];
  if (meant.some(([each]) => canBeAcknowledged(each))) {
    const names = meant.map(([, name]) => `"${name}"`).join(' or ');
    return [problem('ACKNOWLEDGEMENT_AMBIGUOUS', `"${change}" does not say enough: say ${names}.`)];
  }
  if (meant.length > 0) {
    return [problem('ACKNOWLEDGEMENT_IN_VAIN', `"${change}" cannot pass as long as operations use it.`)];
  }
  return [problem('ACKNOWLEDGEMENT_UNUSED', `There is no breaking change "${change}": remove it.`)];
}

function malformed({ change, reason, date }: Acknowledgement): readonly Problem[] {
  const code = 'ACKNOWLEDGEMENT_INCOMPLETE';
  if (typeof reason !== 'string' || reason.trim().length < 10) {
    return [problem(code, `"${change}" needs a reason that somebody can understand in a year.`)];
  }
  return typeof date === 'string' && isDay(date)
    ? []
    : [problem(code, `"${change}" needs the day of the decision, YYYY-MM-DD.`)];
}

function problem(code: string, message: string): Problem {
  return { code, message, places: [{ file: ACKNOWLEDGEMENTS, line: 1 }] };
}

export function readAcknowledgements(root: string, file = ACKNOWLEDGEMENTS): readonly Acknowledgement[] {
  if (!existsSync(join(root, file))) return [];
  const list = readJson(workingTree(root), file, isList, 'a JSON list of { "change", "reason", "date" }');
  return list as readonly Acknowledgement[];
}

/**
 * An entry without reason or date is a finding of the check. An entry that names no change makes the file unreadable.
 */
const isList = listOf(withTexts('change'));
