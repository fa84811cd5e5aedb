import { between, type Faults } from '@supergraph/service-kit/testing/faults';
import { withRelayFaults, type RelayEffect } from '@supergraph/service-kit/testing/relay-faults';
import type { Ports } from '../ports.js';

/** The effects of deleting an account. */
type Effect = 'account.delete' | 'sessions.erase' | 'account.erased' | RelayEffect;

/** Adds a fault point before and after every effect of deleting an account. */
export function withFaults(faults: Faults<Effect>): (ports: Ports) => Ports {
  return ({ users, sessions, relay }) => ({
    users: {
      ...users,
      deleteAccount: (...call) => between(faults, 'account.delete', () => users.deleteAccount(...call)),
      noteErased: (...call) => between(faults, 'account.erased', () => users.noteErased(...call)),
    },
    sessions: {
      ...sessions,
      eraseAllOf: (userId) => between(faults, 'sessions.erase', () => sessions.eraseAllOf(userId)),
    },
    relay: withRelayFaults(faults, relay),
  });
}
