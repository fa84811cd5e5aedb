import type { RelayPorts } from '@supergraph/service-kit';
import type { BestSellers } from './data/best-sellers.js';
import type { Repositories } from './domain/repositories.js';

/** All effects of the service. */
export interface Ports extends Repositories {
  readonly relay: RelayPorts;
  readonly bestSellers: BestSellers;
}
