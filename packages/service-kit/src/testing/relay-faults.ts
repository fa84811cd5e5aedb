import type { Outbox } from '../events/outbox.js';
import type { RelayPorts } from '../events/relay.js';
import { between, type Faults } from './faults.js';

/** The effects of a relay. */
export type RelayEffect = 'relay.lease' | 'relay.append' | 'relay.confirm' | 'relay.prune';

/** Adds a fault point before and after every effect of a relay. */
export function withRelayFaults(faults: Faults<RelayEffect>, ports: RelayPorts): RelayPorts {
  const { outboxes, store, lease } = ports;
  return {
    outboxes: outboxes.map((outbox): Outbox => ({
      ...outbox,
      confirm: (published) => between(faults, 'relay.confirm', () => outbox.confirm(published)),
    })),
    store: {
      ...store,
      append: (events) => between(faults, 'relay.append', () => store.append(events)),
      prune: (before) => between(faults, 'relay.prune', () => store.prune(before)),
    },
    lease: { ...lease, hold: () => between(faults, 'relay.lease', () => lease.hold()) },
  };
}
