import type { ConsumerPorts, RelayPorts } from '@supergraph/service-kit';
import type { StoredErasures } from './data/erasure-repository.js';
import type { Journal } from './domain/journal.js';
import type { OrderRepository } from './domain/order-repository.js';
import type { Stock } from './domain/stock.js';

/** All external effects and data of the domain. */
export interface Ports {
  readonly repository: OrderRepository;
  readonly stock: Stock;
  readonly journal: Journal;
  readonly erasures: StoredErasures;
  readonly relay: RelayPorts;
  readonly consumer: ConsumerPorts;
}
