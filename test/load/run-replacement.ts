import { resolve } from 'node:path';
import {
  reloadOften,
  replaceEverything,
  startReplaceable,
  underLoad,
  type LoadResult,
} from './replacement.js';
import { atLeast, atMost, say, type Figure } from './report.js';

const SUPERGRAPH = resolve(import.meta.dirname, '../../schema/supergraph.graphql');

/** Stops the load if the replacements do not end. */
const MAX_REQUESTS = 1_000_000;

/**
 * Replaces subgraphs and router workers under the load of 32 clients for at least 20,000 requests, then supergraphs.
 */
export async function runReplacement(): Promise<readonly Figure[]> {
  const stack = await startReplaceable(SUPERGRAPH);
  try {
    const minRequests = 20_000;
    const limits = { minRequests, maxRequests: MAX_REQUESTS };
    const replaced = await underLoad(stack, limits, () => replaceEverything(stack));
    const reloaded = await underLoad(stack, { ...limits, minRequests: 0 }, () => reloadOften(stack, 100));
    return [
      atLeast('requests while processes were replaced', replaced.requests, minRequests),
      failuresOf('processes', replaced),
      failuresOf('supergraphs', reloaded),
    ];
  } finally {
    await stack.stop();
  }
}

function failuresOf(what: string, { failures, requests }: LoadResult): Figure {
  if (failures.length > 0) say(`${failures[0]}`);
  return atMost(`failures of ${requests} requests while ${what} were replaced`, failures.length, 0);
}
