import { acknowledgementName, ACKNOWLEDGEMENTS, canBeAcknowledged } from '../check/acknowledgements.js';
import type { JudgedChange } from '../diff/change.js';
import { askerOf, type RegisteredOperation } from '../operations/operation.js';
import { BAD_USE, unacknowledged, type Verdict } from '../check/verdict.js';

/** The verdict in one line. */
export function headline(verdict: Verdict): string {
  if (verdict.outcome === 'unusable') {
    const what = verdict.errors.some(({ code }) => code === BAD_USE) ? 'CHECK' : 'COMPOSE';
    return `CANNOT ${what}: ${count(verdict.errors.length, 'error')}`;
  }
  const breaking = unacknowledged(verdict);
  const also = verdict.errors.length > 0 ? [count(verdict.errors.length, 'problem')] : [];
  if (breaking.length === 0) {
    if (also.length > 0) return `FAILS: ${also.join('')}`;
    const acknowledged = verdict.changes.filter(
      ({ acknowledgement }) => acknowledgement !== undefined,
    ).length;
    if (acknowledged > 0) return `SAFE: ${count(acknowledged, 'breaking change')}, acknowledged`;
    return verdict.changes.length === 0 ? 'SAFE: nothing changes for clients' : 'SAFE: no client breaks';
  }
  const operations = unique(breaking.flatMap((change) => change.operations));
  const owners = [...new Set(operations.map(({ owner }) => owner))].sort();
  const victims =
    operations.length === 0
      ? [...new Set(breaking.map(nobody))].join(' or ')
      : `${breaking.length === 1 ? 'breaks' : 'break'} ${count(operations.length, 'operation')} of ${owners.join(', ')}`;
  return [
    `BREAKING: ${count(breaking.length, 'change')}${operations.length === 0 ? ',' : ''} ${victims}`,
    ...also,
  ].join('; ');
}

/** The meaning of a change that concerns no operation. */
export function nobody({ kind }: JudgedChange): string {
  const opens = kind === 'PROTECTION_REMOVED' || kind === 'PROTECTION_LOOSENED';
  return opens ? 'lets more callers see it' : 'used by no registered operation';
}

/** How to acknowledge a breaking change, if that is possible and not yet done. */
export function wayToPass(change: JudgedChange, changes: readonly JudgedChange[]): string | undefined {
  if (change.severity !== 'breaking' || change.acknowledgement !== undefined) return undefined;
  if (!canBeAcknowledged(change)) return undefined;
  const name = JSON.stringify(acknowledgementName(change, changes));
  return `to let it pass: ${name} in ${ACKNOWLEDGEMENTS}, with reason and date`;
}

/** The operations by owner: `WebOrderPage, WebOrderHistory (web-account) · MobileOrder (mobile-shop)`. */
export function byOwner(operations: readonly RegisteredOperation[]): string {
  const owners = [...new Set(operations.map(askerOf))].sort();
  return owners
    .map((owner) => {
      const names = operations.filter((each) => askerOf(each) === owner).map(({ name }) => name);
      return `${names.join(', ')} (${owner})`;
    })
    .join(' · ');
}

const SAFE_GROUPS: readonly (readonly [label: string, pattern: RegExp])[] = [
  ['added', /_ADDED$/],
  ['deprecated', /DEPRECATION(_REASON)?_ADDED$/],
  ['described otherwise', /DESCRIPTION/],
  ['reachable by one more key', /^KEY_ADDED$/],
  ['with keys in another order', /^KEY_ORDER_CHANGED$/],
  ['tagged otherwise', /^TAG_/],
  ['resolved elsewhere', /^RESOLVER_MOVED$/],
  ['relaxed', /TYPE_CHANGED$|^(COST|LIST_SIZE)_LOWERED$/],
];

/** Safe changes in one line: the number of each kind, with the first few names. */
export function safeSummary(changes: readonly JudgedChange[]): string {
  const groups = new Map<string, string[]>();
  for (const { kind, coordinate, severity } of changes) {
    if (severity !== 'safe') continue;
    const label = SAFE_GROUPS.findLast(([, pattern]) => pattern.test(kind))?.[0] ?? 'other';
    groups.set(label, [...(groups.get(label) ?? []), coordinate]);
  }
  return [...groups].map(([label, names]) => `${names.length} ${label} (${shortened(names)})`).join(', ');
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown}, …` : shown;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** The last line of a report: the baseline and the number of operations. */
export function basis({ outcome, against, operations }: Verdict): string {
  if (outcome === 'unusable') return 'nothing was compared';
  const compared =
    against === undefined ? 'nothing is published yet to compare with' : `compared with ${against}`;
  return `${compared}; ${count(operations, 'operation')} checked`;
}
