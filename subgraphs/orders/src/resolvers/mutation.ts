import { serviceUnavailable, unauthenticated, type Caller } from '@supergraph/service-kit';
import { mayCancelOrdersOf, maySeeOrdersOf } from '../domain/access.js';
import type { Actor } from '../domain/fulfilment.js';
import type { MutationResolvers } from '../generated/resolvers.js';

export const Mutation = {
  placeOrder: async (_parent, { input }, { checkout, caller, isPaused }) => {
    if (caller.subject === undefined) throw unauthenticated();
    if (isPaused) throw paused('placed');
    const placement = await checkout.place(caller.subject, input, caller.requestId);
    switch (placement.kind) {
      case 'PLACED':
        return { order: placement.order, errors: [] };
      case 'REFUSED':
        return { order: placement.order, errors: placement.errors };
      case 'DEFERRED':
        throw serviceUnavailable(
          'The order is kept and will be placed later: send it again with the same idempotency key to see it.',
        );
    }
  },
  cancelOrder: (_parent, { input }, { fulfilment, caller, isPaused }) => {
    if (isPaused) throw paused('cancelled');
    const sees: Actor['sees'] = ({ customerId }) => mayCancelOrdersOf(caller, customerId);
    return fulfilment.cancel(input.orderId, input.reason ?? null, { requestId: caller.requestId, sees });
  },
  shipOrder: (_parent, { input }, { fulfilment, caller }) => fulfilment.ship(input.orderId, readerOf(caller)),
  confirmDelivery: (_parent, { input }, { fulfilment, caller }) =>
    fulfilment.confirmDelivery(input.orderId, readerOf(caller)),
} satisfies MutationResolvers;

function paused(change: string): Error {
  return serviceUnavailable(
    `No order is ${change} during maintenance: send the same request again in a few minutes.`,
  );
}

/** The schema requires the scope for fulfilment. This function only decides which orders the caller can see. */
function readerOf(caller: Caller): Actor {
  const { requestId, scopes } = caller;
  return {
    requestId,
    sees: ({ customerId }) => scopes.has('orders:fulfil') || maySeeOrdersOf(caller, customerId),
  };
}
