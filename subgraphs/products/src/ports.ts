import type { ConsumerPorts, EventHandler, RelayPorts } from '@supergraph/service-kit';
import type { Repositories } from './domain/repositories.js';

/** All external effects and data of the domain. */
export interface Ports extends Repositories {
  readonly relay: RelayPorts;
  readonly consumer: ConsumerPorts;
  readonly bestSellers: EventHandler;
}
