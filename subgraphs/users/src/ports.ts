import type { RelayPorts } from '@supergraph/service-kit';
import type { StoredSessions } from './data/session-repository.js';
import type { UserRepository } from './data/user-repository.js';

/** All external effects and data of the domain. */
export interface Ports {
  readonly users: UserRepository;
  readonly sessions: StoredSessions;
  readonly relay: RelayPorts;
}
