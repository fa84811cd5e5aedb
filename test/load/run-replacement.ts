import { resolve } from 'node:path';
import {
  reloadOften,
  replaceEverything,
  startReplaceable,
  underLoad,
  type LoadResult,
} from './replacement.js';
import { atLeast, atMost, say, type Figure } from './report.js';
import { startSpinning } from './spinning.js';

const SUPERGRAPH = resolve(import.meta.dirname, '../../schema/supergraph.graphql');

/** Stops the load if the replacements do not end. */
const MAX_REQUESTS = 1_000_000;

/** The minimum of requests while processes are replaced. */
const MIN_REQUESTS = 20_000;

const RELOADS = 100;
const RELOADS_BUSY = 20;

/**
 * Replaces subgraphs and router workers under the load of 32 clients, then supergraphs.
 *
 * @param part `busy`: other processes keep all cores busy meanwhile, and supergraphs are replaced less often
 */
export async function runReplacement(part?: string): Promise<readonly Figure[]> {
  const isBusy = part === 'busy';
  const stack = await startReplaceable(SUPERGRAPH);
  const calm = isBusy ? startSpinning() : () => Promise.resolve();
  try {
    const limits = { minRequests: MIN_REQUESTS, maxRequests: MAX_REQUESTS };
    const replaced = await underLoad(stack, limits, () => replaceEverything(stack));
    const reloads = isBusy ? RELOADS_BUSY : RELOADS;
    const reloaded = await underLoad(stack, { ...limits, minRequests: 0 }, () => reloadOften(stack, reloads));
    return [
      atLeast('requests while processes were replaced', replaced.requests, MIN_REQUESTS),
      failuresOf('processes', replaced),
      failuresOf('supergraphs', reloaded),
    ];
  } finally {
    await calm();
    await stack.stop();
  }
}

function failuresOf(what: string, { failures, requests }: LoadResult): Figure {
  if (failures.length > 0) say(`${failures[0]}`);
  return atMost(`failures of ${requests} requests while ${what} were replaced`, failures.length, 0);
}
