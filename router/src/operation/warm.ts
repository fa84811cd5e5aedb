import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Caller } from '../context.js';
import { Stop } from '../stop.js';
import type { OperationContext } from './context.js';
import type { Graph } from './graph.js';
import { prepare } from './prepare.js';
import { PreparedOperation, type Variant } from './prepared-operation.js';

/** The operations that are prepared before a graph is served, and how long that may take in all, in milliseconds. */
const MAX_OPERATIONS = 200;
const MAX_MS = 10_000;

/**
 * Prepares and plans in a graph the operations that another graph was asked for lately, for the same conditions and
 * permissions, so that the first clients after a change of the supergraph do not wait for plans. Requests go on meanwhile.
 */
export async function warmOperations(from: Graph, to: Graph): Promise<void> {
  const end = performance.now() + MAX_MS;
  // The most recent last, so that they are the last to be dropped.
  for (const { text, operationName, operation } of from.operations.recent(MAX_OPERATIONS).reverse()) {
    if (performance.now() > end) return;
    const prepared = prepare(to, text, operationName);
    if (!(prepared instanceof PreparedOperation)) continue;
    for (const variant of [...operation.variants].reverse()) {
      await nextTurn();
      await planFor(to, prepared, variant);
    }
  }
}

/** The operations that the router knows before any client sends them. */
export interface RegisteredOperations {
  texts(): Iterable<string>;
  operationNameOf(text: string): string | undefined;
}

/**
 * Prepares and plans registered operations for callers who may see all of them, under the default values of their
 * conditions, so that the first clients of a new process do not wait for plans.
 */
export async function planRegistered(graph: Graph, registered: RegisteredOperations): Promise<void> {
  const end = performance.now() + MAX_MS;
  for (const text of registered.texts()) {
    if (performance.now() > end) return;
    await nextTurn();
    const prepared = prepare(graph, text, registered.operationNameOf(text));
    if (prepared instanceof PreparedOperation)
      await planFor(graph, prepared, { caller: undefined, variables: {}, inParts: false });
  }
}

const ANYBODY: Caller = { subject: undefined, scopes: new Set(), claims: {} };

async function planFor(
  graph: Graph,
  operation: PreparedOperation,
  { caller, variables, inParts }: Variant,
): Promise<void> {
  const context: OperationContext = {
    requestId: 'warm',
    caller: caller ?? ANYBODY,
    signal: new Stop(),
    deadline: Number.POSITIVE_INFINITY,
    safeMethod: false,
    wantsCost: false,
  };
  try {
    const permission = caller === undefined ? operation.wholePermission : operation.permissionFor(context);
    const conditions = operation.conditionsFor(variables);
    await operation.programFor(permission, conditions, graph.decideOverrides(context), context, inParts);
  } catch {
    // An operation that the other supergraph cannot answer is refused to the client that asks for it.
  }
}
