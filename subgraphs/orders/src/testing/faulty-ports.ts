import { between, type Faults as KitFaults } from '@supergraph/service-kit/testing/faults';
import { withConsumerFaults, type ConsumerEffect } from '@supergraph/service-kit/testing/consumer-faults';
import { withRelayFaults, type RelayEffect } from '@supergraph/service-kit/testing/relay-faults';
import type { OrderStatus } from '../domain/order.js';
import type { Ports } from '../ports.js';

/** Every effect of placing, settling and fulfilling an order. */
type Effect =
  | 'number'
  | 'insert'
  | 'reserve'
  | 'confirm'
  | 'reject'
  | 'cancel'
  | 'ship'
  | 'deliver'
  | 'finalise'
  | 'release'
  | 'restock'
  | 'settle'
  | 'postpone'
  | 'lease'
  | 'erasure.open'
  | 'erasure.orders'
  | 'erasure.finish'
  | ConsumerEffect
  | RelayEffect;

/** Called at every fault point. */
export type Faults = KitFaults<Effect>;

const moves: Readonly<Record<Exclude<OrderStatus, 'PENDING'>, Effect>> = {
  CONFIRMED: 'confirm',
  REJECTED: 'reject',
  CANCELLED: 'cancel',
  SHIPPED: 'ship',
  DELIVERED: 'deliver',
};

/** Adds a fault point before and after every effect of the ports. */
export function withFaults(faults: Faults): (ports: Ports) => Ports {
  return ({ repository, stock, journal, erasures, relay, consumer }) => ({
    repository: {
      ...repository,
      nextNumber: () => between(faults, 'number', () => repository.nextNumber()),
      open: (order) => between(faults, 'insert', () => repository.open(order)),
      move: (order, move) => between(faults, moves[move.transition.to], () => repository.move(order, move)),
      settle: (order) => between(faults, 'settle', () => repository.settle(order)),
      postpone: (order, dueAt) => between(faults, 'postpone', () => repository.postpone(order, dueAt)),
      lease: (now, until) => between(faults, 'lease', () => repository.lease(now, until)),
    },
    stock: {
      reserve: (...call) => between(faults, 'reserve', () => stock.reserve(...call)),
      finalise: (...call) => between(faults, 'finalise', () => stock.finalise(...call)),
      release: (...call) => between(faults, 'release', () => stock.release(...call)),
      restock: (...call) => between(faults, 'restock', () => stock.restock(...call)),
    },
    journal,
    erasures: {
      ...erasures,
      open: (erasure) => between(faults, 'erasure.open', () => erasures.open(erasure)),
      eraseOrders: (id) => between(faults, 'erasure.orders', () => erasures.eraseOrders(id)),
      finish: (...call) => between(faults, 'erasure.finish', () => erasures.finish(...call)),
    },
    relay: withRelayFaults(faults, relay),
    consumer: withConsumerFaults(faults, consumer),
  });
}
