import { protectionOf } from '../diff/protection.js';
import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import { elementsOf } from '../diff/supergraph-elements.js';
import { locate } from '../graph/locate.js';
import type { Baseline } from './judge.js';

/**
 * Policies that the published graph does not name. A module in each router decides about them, which this check cannot
 * read. A router whose module lacks a policy does not start, so the check warns of new ones.
 */
export function newPolicies(
  before: Baseline | undefined,
  { supergraphSdl, subgraphs }: Composition,
): readonly Problem[] {
  const known = before === undefined ? new Map<string, string>() : policiesOf(before.supergraphSdl);
  return [...policiesOf(supergraphSdl)]
    .filter(([policy]) => !known.has(policy))
    .map(([policy, coordinate]) => ({
      code: 'POLICY_NEW',
      message: `${coordinate} demands the policy "${policy}": a router that does not have it will not start.`,
      places: locate(subgraphs, coordinate),
      hint: 'Give every router a POLICIES_MODULE that exports it before this is published.',
    }));
}

/** Each policy with the first element that requires it. */
function policiesOf(supergraphSdl: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [coordinate, directives] of elementsOf(supergraphSdl)) {
    for (const policy of (protectionOf(directives).policies ?? []).flat()) {
      if (!found.has(policy)) found.set(policy, coordinate);
    }
  }
  return found;
}
