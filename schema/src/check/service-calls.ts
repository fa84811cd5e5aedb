import { buildSubgraphSchema } from '@apollo/subgraph';
import { concerns } from '../diff/affected.js';
import { diffApi } from '../diff/api.js';
import { blame } from '../diff/blame.js';
import { changeName, type JudgedChange } from '../diff/change.js';
import { usageOf } from '../diff/usage.js';
import type { Subgraph } from '../graph/subgraph.js';
import type { ServiceCalls } from '../operations/service-calls.js';

/**
 * Changes of subgraphs that concern the services which call them directly. The public API does not show these, and
 * during a deployment the old caller meets the new subgraph.
 */
export async function judgeServiceCalls(
  calls: readonly ServiceCalls[],
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): Promise<readonly JudgedChange[]> {
  const judged = await Promise.all(
    calls.map(async ({ subgraph: name, operations }) => {
      const was = before.find((subgraph) => subgraph.name === name);
      const is = after.find((subgraph) => subgraph.name === name);
      if (was === undefined || is === undefined || was.sdl === is.sdl) return [];
      const schema = buildSubgraphSchema({ typeDefs: was.document });
      const changes = await diffApi(schema, buildSubgraphSchema({ typeDefs: is.document }));
      const used = operations.map((operation) => ({ operation, usage: usageOf(operation.document, schema) }));
      return changes
        .filter(({ severity }) => severity !== 'safe')
        .map((change) => ({
          ...change,
          subgraph: name,
          places: blame(change.coordinate, [was], [is]),
          operations: used.filter(({ usage }) => concerns(change, usage)).map(({ operation }) => operation),
        }))
        .filter((change) => change.operations.length > 0);
    }),
  );
  return judged.flat();
}

/** One list of changes: where clients and services are hurt by the same one, it is told once. */
export function merged(
  changes: readonly JudgedChange[],
  ofServices: readonly JudgedChange[],
): readonly JudgedChange[] {
  const hurt = new Map(ofServices.map((change) => [changeName(change), change]));
  const known = new Set(changes.map(changeName));
  return [
    ...changes.map((change) => {
      const also = hurt.get(changeName(change))?.operations ?? [];
      return { ...change, operations: [...change.operations, ...also] };
    }),
    ...ofServices.filter((change) => !known.has(changeName(change))),
  ];
}
