import type { Caller } from '../context.js';

const identities = new WeakMap<Caller, string>();

/**
 * The facts of a caller that a subgraph is told, as text: equal texts, equal answers. Claims are left out, as no subgraph
 * sees them; what they let a caller see has been decided before anything is shared.
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
