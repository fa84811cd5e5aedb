import type { StreamedEvent } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import { maySeeOrdersOf, ownerToFollow } from '../domain/access.js';
import { orderAt } from '../domain/order-at.js';
import type { ShownOrder } from '../domain/order.js';
import type { SubscriptionResolvers } from '../generated/resolvers.js';

export const Subscription = {
  orderChanged: {
    subscribe: (_parent, { orderId }, { follow, caller }) =>
      follow({ subjects: [orderId], owner: ownerToFollow(caller) }),
    resolve: findOrder,
  },
  myOrdersChanged: {
    subscribe: (_parent, _arguments, { follow, caller }) => follow({ owner: caller.subject ?? '' }),
    resolve: findOrder,
  },
} satisfies SubscriptionResolvers;

async function findOrder(
  { event }: StreamedEvent,
  _arguments: unknown,
  { orders, caller }: Context,
): Promise<ShownOrder | null> {
  if (event === undefined) return null;
  const order = await orders.find(event.subject);
  if (order === undefined || !maySeeOrdersOf(caller, order.customerId)) return null;
  return orderAt(order, event.time);
}
