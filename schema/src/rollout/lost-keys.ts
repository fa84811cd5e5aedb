import type { Change } from '../diff/change.js';
import { resolversOf } from '../diff/resolvers.js';
import { coordinatesOf, directivesOf } from '../graph/coordinates.js';
import { fieldsIn, fieldSetsOf, leavesOf } from '../graph/field-sets.js';
import type { Subgraph } from '../graph/subgraph.js';
import { answers, isKept, isReachedBy, notReachedBy, type Replacement, type State } from './replacement.js';

/**
 * Entities for which running routers send a key that the subgraph no longer has, whether or not a registered operation
 * causes such a request.
 */
export function lostKeys(before: State, after: State, { was, is }: Replacement): readonly Change[] {
  if (is === undefined) return [];
  const types = [...directivesOf(was.document).keys()].filter((at) => coordinatesOf(is.document).has(at));
  return types.flatMap((type) => {
    const keys = fieldSetsOf(was, type, 'key');
    const missed = before.subgraphs.flatMap((from) => {
      // Checks the key first: few subgraphs have the entity, while `isNeeded` searches all fields of the supergraph.
      const key = from === was ? undefined : keyFrom(from, type, keys);
      if (key === undefined || isReachedBy(is, type, new Set(leavesOf(key)))) return [];
      return isNeeded(before, after, type, from, was) ? [key] : [];
    });
    return [...new Set(missed)].map((key) => notReachedBy(is, type, leavesOf(key)));
  });
}

/** Whether a plan that has the entity from one subgraph needs the other for any of its fields. */
function isNeeded(before: State, after: State, type: string, from: Subgraph, to: Subgraph): boolean {
  return [...resolversOf(before.supergraphSdl)].some(
    ([coordinate, graphs]) =>
      coordinate.startsWith(`${type}.`) &&
      graphs.includes(to.name) &&
      !graphs.includes(from.name) &&
      isKept(before, after, coordinate),
  );
}

/** The key that a router uses: the first declared one whose fields `from` provides. */
function keyFrom(from: Subgraph, type: string, keys: readonly string[]): string | undefined {
  return keys.find((key) =>
    [...fieldsIn(key)].every((path) => path.includes('.') || answers(from, `${type}.${path}`)),
  );
}
