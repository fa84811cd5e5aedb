import type { Move, OrderRepository } from '../domain/order-repository.js';
import { movedOrder, settledOrder } from '../domain/moved-order.js';
import type { Order } from '../domain/order.js';

/** An order in memory, with its key and due time. */
export interface Kept {
  readonly order: Order;
  readonly key: string | undefined;
  readonly dueAt: Date | undefined;
}

/**
 * An order repository in memory: the reference model of the MongoDB repository, small enough to verify by reading. Each
 * call is one atomic step.
 */
export function createMemoryOrderRepository(): OrderRepository & { all(): readonly Kept[] } {
  const kept = new Map<string, Kept>();
  let number = 0;
  const step = <T>(result: T): Promise<T> => Promise.resolve(result);

  function change(order: Order, make: (current: Kept) => Kept): Promise<Order | undefined> {
    const current = kept.get(order.id);
    if (current?.order.revision !== order.revision) return step(undefined);
    const next = make(current);
    kept.set(order.id, next);
    return step(next.order);
  }

  return {
    all: () => [...kept.values()],
    nextNumber: () => step((number += 1)),
    open({ customerId, purchase, terms, number: given, at, dueAt, maxPending }) {
      const own = [...kept.values()].filter(({ order }) => order.customerId === customerId);
      if (own.some(({ key }) => key === purchase.key)) return step('KEY_TAKEN');
      if (own.filter(({ order }) => order.status === 'PENDING').length >= maxPending)
        return step('TOO_MANY_PENDING');
      const order: Order = {
        id: `order-${given}`,
        number: given,
        customerId,
        status: 'PENDING',
        ...terms,
        shippingAddress: purchase.shippingAddress,
        history: [{ status: 'PENDING', at, reason: null }],
        placedAt: at,
        updatedAt: at,
        fingerprint: purchase.fingerprint,
        expectedTotal: purchase.expectedTotal,
        refusals: [],
        revision: 1,
        effects: [],
        events: [{ type: 'OrderPlaced', revision: 1, at }],
        isErased: false,
        attempts: 0,
      };
      kept.set(order.id, { order, key: purchase.key, dueAt });
      return step(order);
    },
    countPlacedSince(customerId, since) {
      const placed = [...kept.values()].filter(
        ({ order }) => order.customerId === customerId && order.placedAt > since,
      );
      return step(placed.length);
    },
    find: (id) => step(kept.get(id)?.order),
    findByKey: (customerId, key) =>
      step(
        [...kept.values()].find((each) => each.key === key && each.order.customerId === customerId)?.order,
      ),
    move: (order, move) => change(order, (current) => moved(current, move)),
    settle: (order) =>
      change(order, (current) => ({
        ...current,
        order: settledOrder(current.order),
        dueAt: undefined,
      })),
    postpone(order, dueAt) {
      const current = kept.get(order.id);
      if (current?.dueAt !== undefined) kept.set(order.id, { ...current, dueAt });
      return step(undefined);
    },
    lease(now, until) {
      const due = [...kept.values()].find(({ dueAt }) => dueAt !== undefined && dueAt <= now);
      if (due === undefined) return step(undefined);
      kept.set(due.order.id, { ...due, dueAt: until });
      return step(due.order);
    },
  };
}

function moved({ order, key }: Kept, move: Move): Kept {
  return {
    key: move.transition.to === 'REJECTED' ? undefined : key,
    dueAt: move.dueAt,
    order: movedOrder(order, move),
  };
}
