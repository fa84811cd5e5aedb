import { networkOf } from '@supergraph/service-kit';
import { Counter, type Registry } from 'prom-client';
import type { PasswordClient, Turns } from '../domain/turns.js';
import { createFairQueue } from './fair-queue.js';

/** How many attempts are at work for each password that is being hashed: one hashes while others ask the database. */
const ATTEMPTS_PER_HASH = 3;

export interface TurnsOptions {
  readonly registry: Registry;
  /** How many passwords are hashed at a time. */
  readonly hashConcurrency: number;
  /** How many attempts may wait for their turn. */
  readonly queueLimit: number;
}

/** Turns for each address and each account, counting the attempts that get none. */
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

/** Without an address an attempt has the turns of its account alone. */
function flowsOf({ account, address }: PasswordClient): string[] {
  return [`account ${account}`, ...(address === undefined ? [] : [`address ${networkOf(address)}`])];
}
