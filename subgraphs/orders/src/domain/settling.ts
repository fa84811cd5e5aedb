import type { Driver } from './driver.js';
import { isOpen, type Order } from './order.js';

/** Settles orders beside the requests that decided them. */
export interface Settling {
  /** Resolves at once when nobody can see the difference, or else when the stock is back. Never rejects. */
  afterDecision(order: Order, requestId: string): Promise<void>;
  /** Settles now, within a customer's patience. Never rejects: what fails is left to the worker. */
  now(order: Order, requestId: string): Promise<Order>;
  /** Resolves when nothing is being settled any more. */
  idle(): Promise<void>;
}

export function createSettling(driver: Driver): Settling {
  const running = new Set<Promise<unknown>>();

  async function settle(order: Order, requestId: string, pace: 'prompt' | 'patient'): Promise<Order> {
    if (!isOpen(order)) return order;
    try {
      return await driver.settle(order, { requestId, pace });
    } catch (error) {
      // The change of status is committed: the caller's answer is known, whatever befalls what follows from it.
      await driver.postpone(order, error).catch(() => undefined);
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
      if (mayHoldUnits(order)) await track(settle(order, requestId, 'prompt'));
      else void track(settle(order, requestId, 'patient'));
    },
    now: (order, requestId) => track(settle(order, requestId, 'prompt')),
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

/**
 * Whether a rejected order keeps units from others until it is released. Of a confirmed one nobody can tell held
 * units from sold ones; an order that was refused every line holds none.
 */
function mayHoldUnits({ status, refusals, lines }: Order): boolean {
  const without = refusals.filter(
    ({ kind }) => kind === 'INSUFFICIENT_STOCK' || kind === 'PRODUCT_UNAVAILABLE',
  );
  return status === 'REJECTED' && without.length < lines.length;
}
