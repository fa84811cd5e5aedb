import { valueFromASTUntyped, type ConstDirectiveNode } from 'graphql';
import type { Change } from './change.js';
import { elementsOf } from './supergraph-elements.js';
import { uses } from '../graph/directives.js';

/** Any one of these sets of scopes or policies is sufficient; undefined means no restriction. */
type Alternatives = readonly (readonly string[])[];

interface Protection {
  readonly authenticated: boolean;
  readonly scopes: Alternatives | undefined;
  readonly policies: Alternatives | undefined;
}

/**
 * The requirements that an element's directives set for a caller. Every caller holds the empty set: among scopes,
 * `[[]]` only requires that the caller is signed in; among policies, it requires nothing.
 */
export function protectionOf(directives: readonly ConstDirectiveNode[]): Protection {
  const scopes = alternatives(directives, 'requiresScopes', 'scopes');
  const policies = alternatives(directives, 'policy', 'policies');
  return {
    authenticated: uses(directives, 'authenticated').length > 0 || hasEmptySet(scopes),
    scopes: hasEmptySet(scopes) ? undefined : scopes,
    policies: hasEmptySet(policies) ? undefined : policies,
  };
}

function hasEmptySet(sets: Alternatives | undefined): boolean {
  return sets?.some((set) => set.length === 0) === true;
}

function alternatives(
  directives: readonly ConstDirectiveNode[],
  name: string,
  argument: string,
): Alternatives | undefined {
  const [directive] = uses(directives, name);
  const given = directive?.arguments?.find((each) => each.name.value === argument);
  return given === undefined ? undefined : (valueFromASTUntyped(given.value) as Alternatives);
}

/** Whether every caller who satisfies `one` also satisfies `other`. */
export function implies(one: Protection, other: Protection): boolean {
  return (
    (!other.authenticated || one.authenticated || one.scopes !== undefined) &&
    impliesAlternatives(one.scopes, other.scopes) &&
    impliesAlternatives(one.policies, other.policies)
  );
}

function impliesAlternatives(one: Alternatives | undefined, other: Alternatives | undefined): boolean {
  if (other === undefined) return true;
  if (one === undefined) return false;
  return one.every((held) => other.some((needed) => needed.every((scope) => held.includes(scope))));
}

export function describeProtection({ authenticated, scopes, policies }: Protection): string {
  const demands = [
    ...(authenticated ? ['@authenticated'] : []),
    ...(scopes === undefined ? [] : [`scopes ${listed(scopes)}`]),
    ...(policies === undefined ? [] : [`policies ${listed(policies)}`]),
  ];
  return demands.length === 0 ? 'open to anyone' : demands.join(' and ');
}

function listed(sets: Alternatives): string {
  const names = sets.map((set) => set.join(' + '));
  return names.length === 0 ? '[]' : names.join(' or ');
}

/** Compares the protection of the elements that both supergraphs have. */
export function diffProtection(before: string, after: string): readonly Change[] {
  const now = elementsOf(after);
  return [...elementsOf(before)].flatMap(([coordinate, directives]) => {
    const directivesNow = now.get(coordinate);
    if (directivesNow === undefined) return [];
    const was = protectionOf(directives);
    const is = protectionOf(directivesNow);
    const looser = !implies(is, was);
    const tighter = !implies(was, is);
    if (!looser && !tighter) return [];
    const [from, to] = [describeProtection(was), describeProtection(is)];
    const kind = looser && tighter ? 'PROTECTION_CHANGED' : kindOf(was, is, looser);
    return [{ severity: 'breaking' as const, kind, coordinate, text: `${from} → ${to}`, from, to }];
  });
}

function kindOf(was: Protection, is: Protection, looser: boolean): string {
  const open = (protection: Protection) => describeProtection(protection) === describeProtection(OPEN);
  if (looser) return open(is) ? 'PROTECTION_REMOVED' : 'PROTECTION_LOOSENED';
  return open(was) ? 'PROTECTION_ADDED' : 'PROTECTION_TIGHTENED';
}

const OPEN: Protection = { authenticated: false, scopes: undefined, policies: undefined };
