import { createGrouping } from '@supergraph/service-kit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderSaga } from './order-saga.js';
import { isOpen, type Order } from './order.js';

/** How long a customer's request waits for its decided order to be settled, in milliseconds. */
const MAX_WAIT_MS = 500;

/** While this many settlements are in progress, customers wait for theirs, so that settling keeps pace with placing. */
const MAX_BEHIND = 100;

/**
 * While so many settlements are in progress, an order without units is left to the worker: here it would wait until its
 * lease ends.
 */
const MAX_CONCURRENT = 1_000;

/**
 * How long a confirmed order waits for others to be settled with, in milliseconds: one call and one write settle them
 * all.
 */
const GATHER_MS = 50;

/** The maximum number of confirmed orders that are settled together. */
const MAX_GROUP = 50;

/** The number of groups that are settled at once. */
const LANES = 4;

interface Confirmed {
  readonly order: Order;
  readonly requestId: string;
}

/** Settles orders while the requests that decided them continue. */
export interface Settler {
  /**
   * Settles the order. Resolves when its units that did not become a sale are available again, so that a customer who
   * reads stock after the answer sees them, or after a limited time when products is slow. Resolves at once when the
   * order is confirmed, because a sale takes only units that are no longer available. Never rejects.
   */
  afterDecision(order: Order, requestId: string): Promise<void>;
  /** Settles now, with a customer's time limits. Never rejects: failures are left to the worker. */
  now(order: Order, requestId: string): Promise<Order>;
  /** Resolves when no order is being settled. */
  idle(): Promise<void>;
}

/** @param gatherMs the time that a confirmed order waits for others; default: {@link GATHER_MS} */
export function createSettler(saga: OrderSaga, gatherMs = GATHER_MS): Settler {
  const running = new Set<Promise<unknown>>();

  async function settle(order: Order, requestId: string, pace: 'prompt' | 'patient'): Promise<Order> {
    if (!isOpen(order)) return order;
    try {
      return await saga.settle(order, { requestId, pace });
    } catch (error) {
      // The change of status is committed, so the caller's answer does not depend on the following work.
      await saga.postpone(order, error).catch(() => undefined);
      return order;
    }
  }

  const following = createGrouping<Confirmed, Order>({
    lanes: LANES,
    gatherMs,
    most: MAX_GROUP,
    work: (group) => Promise.all(group.map(({ order, requestId }) => settle(order, requestId, 'patient'))),
  });

  function track<T>(settlement: Promise<T>): Promise<T> {
    running.add(settlement);
    void settlement.finally(() => running.delete(settlement));
    return settlement;
  }

  return {
    async afterDecision(order, requestId) {
      if (hasNoUnits(order)) {
        if (running.size < MAX_CONCURRENT) void track(settle(order, requestId, 'patient'));
        return;
      }
      const isConfirmed = order.status === 'CONFIRMED';
      const settled = track(
        isConfirmed ? following.run({ order, requestId }) : settle(order, requestId, 'prompt'),
      );
      if (isConfirmed && running.size <= MAX_BEHIND) return;
      await Promise.race([settled, sleep(MAX_WAIT_MS, undefined, { ref: false })]);
    },
    now: (order, requestId) => track(settle(order, requestId, 'prompt')),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** An order with every line refused holds nothing. Closing it matters only for late messages. */
function hasNoUnits({ status, refusals, lines }: Order): boolean {
  const without = refusals.filter(
    ({ kind }) => kind === 'INSUFFICIENT_STOCK' || kind === 'PRODUCT_UNAVAILABLE',
  );
  return status === 'REJECTED' && without.length === lines.length;
}
