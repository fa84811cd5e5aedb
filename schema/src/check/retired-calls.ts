import type { Problem } from '../compose/problem.js';
import { listOf, readJson, withTexts, workingTree } from '../graph/files.js';
import { operationsIn, type ServiceCalls } from '../operations/service-calls.js';
import { PUBLISHED, wasPublished } from './baseline.js';

/** What a service asked of a subgraph when the graph was last published. */
export interface PublishedCall {
  readonly caller: string;
  readonly subgraph: string;
  readonly body: string;
}

/** Where the calls that services were last promised stand. */
export const PUBLISHED_CALLS = `${PUBLISHED}/service-calls.json`;

const isList = listOf(withTexts('caller', 'subgraph', 'body'));

export function publishedCalls(calls: readonly ServiceCalls[]): readonly PublishedCall[] {
  return calls.flatMap(({ subgraph, operations }) =>
    operations.map(({ client: caller, body }) => ({ caller, subgraph, body })),
  );
}

export function readRetiredCalls(root: string, calls: readonly ServiceCalls[]): readonly ServiceCalls[] {
  if (!wasPublished(root)) return [];
  const shape = 'a list of { "caller", "subgraph", "body" }';
  return retiredCalls(readJson(workingTree(root), PUBLISHED_CALLS, isList, shape), calls);
}

/**
 * Published calls that no service makes any more, or makes with another text. The service that is deployed still
 * makes them: until their retirement is published too, they are judged like the others.
 */
export function retiredCalls(
  published: readonly PublishedCall[],
  calls: readonly ServiceCalls[],
): readonly ServiceCalls[] {
  const keyOf = (call: PublishedCall) => JSON.stringify([call.caller, call.subgraph, call.body]);
  const made = new Set(publishedCalls(calls).map(keyOf));
  return published
    .filter((call) => !made.has(keyOf(call)))
    .map(({ caller, subgraph, body }) => ({
      subgraph,
      operations: operationsIn(caller, PUBLISHED_CALLS, body).map((operation) => ({
        ...operation,
        owner: `${caller}, as published`,
      })),
    }));
}

export function tellRetiredCalls(retired: readonly ServiceCalls[]): readonly Problem[] {
  return retired.flatMap(({ subgraph, operations }) =>
    operations.map(({ name, client, file }) => ({
      code: 'SERVICE_CALL_RETIRED',
      message: `${client} calls ${name} of ${subgraph} no longer as published: it is judged until that is published.`,
      places: [{ file, line: 1 }],
    })),
  );
}
