import type { RequestContext } from '../context.js';
import type { Clause, Requirement } from './requirements.js';

/**
 * A `@policy` of the graph: a synchronous function of this router's configuration. It runs once a request, before
 * planning.
 */
export type Policy = (context: RequestContext) => boolean;

/** The requirements that one caller meets. */
export interface Grants {
  /** Equal for callers with the same grants. */
  readonly fingerprint: string;
  satisfy(requirement: Requirement): boolean;
}

/** @returns a function that reads the grants of a request's caller */
export function createGranting(
  clauses: readonly Clause[],
  policies: ReadonlyMap<string, Policy>,
): (context: RequestContext) => Grants {
  // Verified tokens are cached with their callers, but a policy may depend on more than the caller.
  const kept = new WeakMap<RequestContext['caller'], Grants>();
  const cacheable = clauses.every(({ kind }) => kind !== 'policies');
  return (context) => {
    const known = cacheable ? kept.get(context.caller) : undefined;
    if (known !== undefined) return known;
    const held = clauses.map((clause) => holds(clause, context, policies));
    const grants: Grants = {
      fingerprint: held.map((value) => (value ? '1' : '0')).join(''),
      satisfy(requirement) {
        for (const index of requirement) if (held[index] !== true) return false;
        return true;
      },
    };
    if (cacheable) kept.set(context.caller, grants);
    return grants;
  };
}

function holds(
  { kind, anyOf }: Clause,
  context: RequestContext,
  policies: ReadonlyMap<string, Policy>,
): boolean {
  if (kind === 'authenticated') return context.caller.subject !== undefined;
  // Only signed-in callers have scopes. This holds for an empty set of scopes too.
  if (kind === 'scopes' && context.caller.subject === undefined) return false;
  const has =
    kind === 'scopes'
      ? (name: string) => context.caller.scopes.has(name)
      : (name: string) => policies.get(name)?.(context) === true;
  return anyOf.some((group) => group.every(has));
}
