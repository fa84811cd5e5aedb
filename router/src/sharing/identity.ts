import type { Caller } from '../context.js';

const identities = new WeakMap<Caller, string>();

/**
 * The caller's facts that a subgraph receives, as text: equal texts mean equal answers. Claims are left out, since no
 * subgraph receives them and the router has applied them before it shares answers.
 */
export function identityOf(caller: Caller): string {
  const known = identities.get(caller);
  if (known !== undefined) return known;
  const identity = JSON.stringify([
    caller.subject ?? null,
    caller.session ?? null,
    [...caller.scopes].sort(),
  ]);
  identities.set(caller, identity);
  return identity;
}
