import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderSaga } from './order-saga.js';
import { isOpen, type Order } from './order.js';

/** How long a customer whose order is decided waits for its settling, in milliseconds. */
const MAX_WAIT_MS = 500;

/** They share their calls and writes. What is more is left to the worker: here it would wait until its lease ends. */
const MAX_CONCURRENT = 1_000;

/** Settles orders beside the requests that decided them. */
export interface Settler {
  /**
   * Resolves when the order is settled, so that whoever looks at the stock after the answer sees it as it will stay;
   * at once when the order has no units anywhere, and soon when products is slow. Never rejects.
   */
  afterDecision(order: Order, requestId: string): Promise<void>;
  /** Settles now, within a customer's patience. Never rejects: what fails is left to the worker. */
  now(order: Order, requestId: string): Promise<Order>;
  /** Resolves when nothing is being settled any more. */
  idle(): Promise<void>;
}

export function createSettler(saga: OrderSaga): Settler {
  const running = new Set<Promise<unknown>>();

  async function settle(order: Order, requestId: string, pace: 'prompt' | 'patient'): Promise<Order> {
    if (!isOpen(order)) return order;
    try {
      return await saga.settle(order, { requestId, pace });
    } catch (error) {
      // The change of status is committed: the caller's answer is known, whatever befalls what follows from it.
      await saga.postpone(order, error).catch(() => undefined);
      return order;
    }
  }

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
      const settled = track(settle(order, requestId, 'prompt'));
      await Promise.race([settled, sleep(MAX_WAIT_MS, undefined, { ref: false })]);
    },
    now: (order, requestId) => track(settle(order, requestId, 'prompt')),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/** An order that was refused every line holds nothing; that it is closed matters to late messages only. */
function hasNoUnits({ status, refusals, lines }: Order): boolean {
  const without = refusals.filter(
    ({ kind }) => kind === 'INSUFFICIENT_STOCK' || kind === 'PRODUCT_UNAVAILABLE',
  );
  return status === 'REJECTED' && without.length === lines.length;
}
