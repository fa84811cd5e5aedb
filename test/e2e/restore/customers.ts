import { setTimeout as sleep } from 'node:timers/promises';
import type { Payload, ShopClient } from '../../crash/client.js';

const CUSTOMERS = 8;

/** How long a customer waits before the same request again, in milliseconds. */
const AGAIN_MS = 50;

/** Customers who order all the time. */
export interface Customers {
  /** The ids of the orders that are confirmed. */
  readonly confirmed: ReadonlySet<string>;
  /** How many requests got no order: orders did not run, or was paused. */
  readonly unanswered: number;
  /** Resolves when all requests are answered. */
  leave(): Promise<void>;
}

/** Every customer sends the same request again until it is answered, as clients are told to. */
export function startCustomers(shop: ShopClient, productIds: readonly string[]): Customers {
  const confirmed = new Set<string>();
  let unanswered = 0;
  let isOpen = true;

  async function placeOne(customer: string, key: string, productId: string): Promise<void> {
    while (isOpen) {
      const placed: Payload | undefined = await shop.place(customer, key, [{ productId, quantity: 2 }]);
      if (placed?.order?.status === 'CONFIRMED') {
        confirmed.add(placed.order.id);
        return;
      }
      unanswered += 1;
      await sleep(AGAIN_MS);
    }
  }

  const all = Array.from({ length: CUSTOMERS }, async (_, index) => {
    for (let count = 0; isOpen; count += 1) {
      const productId = productIds[(index + count) % productIds.length] ?? '';
      await placeOne(`customer-${index}`, `order-${count}`, productId);
    }
  });
  return {
    confirmed,
    get unanswered() {
      return unanswered;
    },
    async leave() {
      isOpen = false;
      await Promise.all(all);
    },
  };
}
