import {
  between,
  type FaultPoint as KitFaultPoint,
  type Faults as KitFaults,
} from '@supergraph/service-kit/testing/faults';
import { withConsumerFaults, type ConsumerEffect } from '@supergraph/service-kit/testing/consumer-faults';
import { withRelayFaults, type RelayEffect } from '@supergraph/service-kit/testing/relay-faults';
import type { LedgerChange } from '../domain/ledger-changes.js';
import type { Ports } from '../ports.js';

/** An effect before or after which a test may stop the process. */
type Effect =
  | LedgerChange['name']
  | 'ledger.open'
  | 'ledger.prune'
  | 'record.claim'
  | 'record.book'
  | 'product.insert'
  | 'product.update'
  | 'product.follow'
  | 'sales.handle'
  | ConsumerEffect
  | RelayEffect;

export type FaultPoint = KitFaultPoint<Effect>;

/** Called at every fault point. */
export type Faults = KitFaults<Effect>;

/** Adds a fault point before and after every write of the ports. */
export function withFaults(faults: Faults): (ports: Ports) => Ports {
  return ({ catalogue, ledgers, records, relay, consumer, bestSellers }) => ({
    relay: withRelayFaults(faults, relay),
    consumer: withConsumerFaults(faults, consumer),
    bestSellers: {
      ...bestSellers,
      handle: (events) => between(faults, 'sales.handle', () => bestSellers.handle(events)),
    },
    catalogue: {
      ...catalogue,
      insertProduct: (product) => between(faults, 'product.insert', () => catalogue.insertProduct(product)),
      replaceProduct: (before, after) =>
        between(faults, 'product.update', () => catalogue.replaceProduct(before, after)),
      follow: (ledger) => between(faults, 'product.follow', () => catalogue.follow(ledger)),
    },
    ledgers: {
      ...ledgers,
      open: (product) => between(faults, 'ledger.open', () => ledgers.open(product)),
      change: (id, change) => between(faults, change.name, () => ledgers.change(id, change)),
      prune: (id, pruning) => between(faults, 'ledger.prune', () => ledgers.prune(id, pruning)),
    },
    records: {
      ...records,
      claim: (record) => between(faults, 'record.claim', () => records.claim(record)),
      book: (booked) => between(faults, 'record.book', () => records.book(booked)),
    },
  });
}
