import type { Problem } from '../compose/problem.js';
import { operationsIn, type ServiceCalls } from '../operations/service-calls.js';
import { promisedCalls, PUBLISHED_CALLS, type PromisedCall, type Promises } from './promises.js';

/**
 * Promised calls that no service makes any more, or that have another text now. The deployed service still makes them,
 * so they are judged like the others until their retirement is published too.
 */
export function retiredCalls(
  { calls: promised, as }: Pick<Promises, 'calls' | 'as'>,
  calls: readonly ServiceCalls[],
): readonly ServiceCalls[] {
  const keyOf = (call: PromisedCall) => JSON.stringify([call.caller, call.subgraph, call.body]);
  const made = new Set(promisedCalls(calls).map(keyOf));
  const distinct = [...new Map(promised.map((call) => [keyOf(call), call])).values()];
  return distinct
    .filter((call) => !made.has(keyOf(call)))
    .map(({ caller, subgraph, body }) => ({
      subgraph,
      operations: operationsIn(caller, PUBLISHED_CALLS, body).map((operation) => ({
        ...operation,
        as,
      })),
    }));
}

export function tellRetiredCalls(retired: readonly ServiceCalls[], as: string): readonly Problem[] {
  return retired.flatMap(({ subgraph, operations }) =>
    operations.map(({ name, client, file }) => ({
      code: 'SERVICE_CALL_RETIRED',
      message: `${client} calls ${name} of ${subgraph} no longer ${as}. What is deployed still may: it is judged too.`,
      places: [{ file, line: 1 }],
    })),
  );
}
