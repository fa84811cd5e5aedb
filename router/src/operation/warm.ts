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

/** An operation that clients asked for, with the conditions, permissions and deliveries that it was planned for. */
export interface RecentOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  /** The latest first. */
  readonly variants: readonly Variant[];
}

/** @returns the operations that a graph was asked for lately, the most recent first */
export function recentOperations({ operations }: Graph): RecentOperation[] {
  return operations.recent(MAX_OPERATIONS).map(({ text, operationName, operation }) => ({
    text,
    operationName,
    variants: operation.variants,
  }));
}

/**
 * Prepares and plans in a graph the operations that another graph or process was asked for lately, for the same
 * conditions and permissions, so that the first clients do not wait for plans. Requests go on meanwhile.
 */
export async function warmOperations(graph: Graph, recent: readonly RecentOperation[]): Promise<void> {
  const end = performance.now() + MAX_MS;
  // The most recent last, so that they are the last to be dropped.
  for (const { text, operationName, variants } of recent.slice(0, MAX_OPERATIONS).reverse()) {
    if (performance.now() > end) return;
    const prepared = prepare(graph, text, operationName);
    if (!(prepared instanceof PreparedOperation)) continue;
    for (const variant of [...variants].reverse()) {
      await nextTurn();
      if (performance.now() > end) return;
      await planFor(graph, prepared, variant);
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
