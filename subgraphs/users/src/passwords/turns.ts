import { networkOf } from '@supergraph/service-kit';
import { Counter, type Registry } from 'prom-client';
import type { PasswordClient, Turns } from '../domain/turns.js';
import { createFairQueue } from './fair-queue.js';

/**
 * The number of attempts that run for each password that is being hashed. While one hashes, the others query the
 * database.
 */
const ATTEMPTS_PER_HASH = 3;

export interface TurnsOptions {
  readonly registry: Registry;
  /** The number of passwords that are hashed at a time. */
  readonly hashConcurrency: number;
  /** The maximum number of waiting attempts. */
  readonly queueLimit: number;
}

/** Gives fair turns to addresses and accounts, and counts refused attempts. */
export function createTurns({ registry, hashConcurrency, queueLimit }: TurnsOptions): Turns {
  const queue = createFairQueue(ATTEMPTS_PER_HASH * hashConcurrency, queueLimit);
  const refusals = new Counter({
    name: 'password_attempts_refused_total',
    help: 'Password attempts refused because too many of their address or account waited.',
    registers: [registry],
  });
  return async (client, attempt) => {
    const result = await queue(flowsOf(client), attempt);
    if (result === undefined) refusals.inc();
    return result;
  };
}

/** Without an address, an attempt belongs only to the flow of its account. */
function flowsOf({ account, address }: PasswordClient): string[] {
  return [`account ${account}`, ...(address === undefined ? [] : [`address ${networkOf(address)}`])];
}
