import { randomUUID } from 'node:crypto';
import { pause, type Logger } from '@supergraph/service-kit';
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
  /** The polling interval when no order was due, in milliseconds. */
  readonly intervalMs: number;
  readonly leaseMs: number;
}

export interface Worker {
  /** Takes no more orders. Resolves when those in progress are finished. */
  stop(): Promise<void>;
}

/** The maximum number of orders that one worker processes at once. */
const CONCURRENCY = 4;

/**
 * Continues open orders that were left by a process that died, or by a customer's request that ended before products
 * answered. Several workers share the work, because each order is leased to one of them. If a lease ends too early, two
 * workers process one order without harm.
 */
export function startWorker(options: WorkerOptions): Worker {
  const stopping = new AbortController();
  const running = work(options, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

async function work(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const inProgress = new Set<Promise<void>>();
  while (!signal.aborted) {
    const now = new Date();
    const order = await leaseDue(options, now);
    if (order === undefined) {
      // A random delay desynchronises several processes.
      await pause(options.intervalMs * (0.5 + Math.random()), signal);
      continue;
    }
    const driven = recover(options, order, now).finally(() => inProgress.delete(driven));
    inProgress.add(driven);
    if (inProgress.size >= CONCURRENCY) await Promise.race(inProgress);
  }
  await Promise.all(inProgress);
}

async function leaseDue(
  { repository, leaseMs, logger }: WorkerOptions,
  now: Date,
): Promise<Order | undefined> {
  try {
    return await repository.lease(now, new Date(now.getTime() + leaseMs));
  } catch (error) {
    logger.error({ err: error }, 'the worker cannot look for open orders');
    return undefined;
  }
}

async function recover(options: WorkerOptions, order: Order, now: Date): Promise<void> {
  const outcome = await driveOn(options, order, now);
  options.metrics.recovered(outcome);
  options.logger.info({ orderId: order.id, from: order.status, outcome }, 'open order taken up');
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
    if (!expected) logger.error({ err: error, orderId: order.id }, 'an open order could not be completed');
    return (await postpone(saga, order, error, logger)) && expected ? 'postponed' : 'failed';
  }
}

/** When even postponing fails, the order is taken again after its lease ends. */
async function postpone(saga: OrderSaga, order: Order, cause: unknown, logger: Logger): Promise<boolean> {
  try {
    await saga.postpone(order, cause);
    return true;
  } catch (error) {
    logger.error({ err: error, orderId: order.id }, 'an open order cannot be put off');
    return false;
  }
}
