import { createEvent, type ServiceEvent } from '@supergraph/service-kit';
import { totalOf, type Order, type OrderEvent, type OrderStatus } from './order.js';

/** The public type of each event, and the status that the order entered with it. */
const published: Readonly<
  Record<OrderEvent['type'], { readonly type: string; readonly status: OrderStatus }>
> = {
  OrderPlaced: { type: 'shop.order.placed.v1', status: 'PENDING' },
  OrderConfirmed: { type: 'shop.order.confirmed.v1', status: 'CONFIRMED' },
  OrderRejected: { type: 'shop.order.rejected.v1', status: 'REJECTED' },
  OrderCancelled: { type: 'shop.order.cancelled.v1', status: 'CANCELLED' },
  OrderShipped: { type: 'shop.order.shipped.v1', status: 'SHIPPED' },
  OrderDelivered: { type: 'shop.order.delivered.v1', status: 'DELIVERED' },
};

/**
 * An event as other services see it. The order may have changed since the event, so the data contains only facts of the
 * order that do not change after the event.
 */
export function toPublished(order: Order, { type, revision, at }: OrderEvent): ServiceEvent {
  const { type: publicType, status } = published[type];
  return createEvent('orders', {
    entity: 'order',
    type: publicType,
    subject: order.id,
    revision,
    time: at,
    owner: order.customerId,
    data: { ...factsOf(order, status), ...(status === 'REJECTED' ? { refusals: refusalsOf(order) } : {}) },
  });
}

/** The type of the events of a snapshot of all orders. */
export const ORDER_SNAPSHOT = 'shop.order.snapshot.v1';

/** The current state of an order, for services that begin to read its events. */
export function toSnapshot(order: Order): ServiceEvent {
  return createEvent('orders', {
    entity: 'order-snapshot',
    type: ORDER_SNAPSHOT,
    subject: order.id,
    revision: order.revision,
    time: order.updatedAt,
    owner: order.customerId,
    data: factsOf(order, order.status),
  });
}

/** Keys, units and amounts of an order: nothing that names or locates a person. */
function factsOf(order: Order, status: OrderStatus) {
  const { id: orderId, number, customerId, currency, placedAt, lines, history } = order;
  const confirmedAt = history.find((change) => change.status === 'CONFIRMED')?.at;
  const isSold = status !== 'PENDING' && status !== 'REJECTED';
  return {
    orderId,
    number,
    customerId,
    status,
    placedAt: placedAt.toISOString(),
    lines: lines.map(({ productId, quantity, snapshot }) => ({
      productId,
      quantity,
      ...(isSold && snapshot !== null ? { unitPriceMinor: snapshot.unitPrice.minor } : {}),
    })),
    ...(isSold && confirmedAt !== undefined
      ? { confirmedAt: confirmedAt.toISOString(), totalMinor: totalOf(order).minor, currency }
      : {}),
  };
}

function refusalsOf({ refusals }: Order) {
  return refusals.map((refusal) => ({
    kind: refusal.kind,
    ...('productId' in refusal ? { productId: refusal.productId } : {}),
  }));
}
