import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@supergraph/service-kit';
import type { OrderSaga } from '../domain/order-saga.js';
import type { Order } from '../domain/order.js';
import type { OrderRepository } from '../domain/order-repository.js';
import { StockUnavailable } from '../domain/stock.js';
import type { RecoveryMetrics, RecoveryOutcome } from './metrics.js';

export interface WorkerOptions {
  readonly repository: OrderRepository;
  readonly saga: OrderSaga;
  readonly metrics: RecoveryMetrics;
  readonly logger: Logger;
  /** How often it looks when there was nothing to do, in milliseconds. */
  readonly intervalMs: number;
  readonly leaseMs: number;
}

export interface Worker {
  /** Takes no more orders; resolves when the ones it has are done with. */
  stop(): Promise<void>;
}

/** How many orders one worker drives at once. */
const CONCURRENCY = 4;

/**
 * Drives on what was left open: by a process that died, by a customer's request that ended before products answered.
 * Several workers share the work, for each order is leased to one of them; should a lease end too early, two work on
 * one order and do no harm.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const loops = Array.from({ length: CONCURRENCY }, () => work(options, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(loops);
    },
  };
}

async function work(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const busy = await takeOne(options).catch((error: unknown) => {
      options.logger.error({ err: error }, 'the worker cannot look for open orders');
      return false;
    });
    // A random wait keeps the loops of several processes apart.
    if (!busy) await pause(options.intervalMs * (0.5 + Math.random()), signal);
  }
}

/** Whether there was an order to drive on. */
async function takeOne(options: WorkerOptions): Promise<boolean> {
  const { repository, leaseMs } = options;
  const now = new Date();
  const until = new Date(now.getTime() + leaseMs);
  const order = await repository.lease(now, until);
  if (order === undefined) return false;
  const outcome = await driveOn(options, order, now);
  options.metrics.recovered(outcome);
  options.logger.info({ orderId: order.id, from: order.status, outcome }, 'open order taken up');
  return true;
}

async function driveOn(
  { saga, logger }: WorkerOptions,
  order: Order,
  readAt: Date,
): Promise<RecoveryOutcome> {
  const options = { requestId: `recovery-${randomUUID()}`, pace: 'patient' } as const;
  try {
    await saga.settle(await saga.decide(order, readAt, options), options);
    return 'completed';
  } catch (error) {
    const expected = error instanceof StockUnavailable;
    if (!expected) logger.error({ err: error, orderId: order.id }, 'an open order cannot be driven on');
    return (await postpone(saga, order, error, logger)) && expected ? 'postponed' : 'failed';
  }
}

/** An order that cannot even be put off is taken up again when its lease ends. */
async function postpone(saga: OrderSaga, order: Order, cause: unknown, logger: Logger): Promise<boolean> {
  try {
    await saga.postpone(order, cause);
    return true;
  } catch (error) {
    logger.error({ err: error, orderId: order.id }, 'an open order cannot be put off');
    return false;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}
