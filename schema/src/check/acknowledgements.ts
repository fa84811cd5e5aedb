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

/** Where decisions to let a breaking change pass are checked in. Publication empties it into the changelog. */
export const ACKNOWLEDGEMENTS = 'schema/acknowledged.json';

/**
 * Breaking changes that may pass even though operations touch them, because no schema tells whether the callers hold the
 * scope, whether router and subgraph are deployed together, or whether an operation stays below the router's limit. All
 * others may pass only if no operation uses them.
 */
const ASK_A_PERSON = new Set([
  ...COSTS_MORE,
  // Which key a service hands over is in its variables.
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
 * The operations that changes break and no acknowledgement lets pass. A verdict with one of these is never safe: only
 * beside them may anything else be left unsaid.
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
 * The name by which an acknowledgement means a change: its kind and coordinate, and what happened to it where it went from one thing
 * to another or several breaking changes share these, so that none passes under a decision about another.
 */
export function acknowledgementName(change: JudgedChange, changes: readonly JudgedChange[]): string {
  const name = changeName(change);
  const isShared = changes.some(
    (each) => each !== change && each.severity === 'breaking' && changeName(each) === name,
  );
  return isShared || change.to !== undefined ? `${name}: ${change.text}` : name;
}

/**
 * Matches decisions with the changes they are about. A decision that is not complete lets nothing pass, and neither does
 * one of a day before the deprecation's promise ends.
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

/** One without reason or date is a finding of the check; one that names no change cannot even be told of. */
const isList = listOf(withTexts('change'));
