import type { Caller, FollowEvents, RequestLogger } from '@supergraph/service-kit';
import { createLoaders, type Loaders } from './data/loaders.js';
import type { AdjustmentDependencies } from './domain/adjustment.js';
import type { Catalogue } from './domain/catalogue.js';
import type { OrderStock } from './domain/order-stock.js';
import type { CatalogueRepository, LedgerRepository } from './domain/repositories.js';

/** The services that the resolvers of every request use. */
export interface Services {
  readonly catalogueRepository: CatalogueRepository;
  readonly ledgerRepository: LedgerRepository;
  readonly catalogue: Catalogue;
  readonly orderStock: OrderStock;
  readonly adjustments: AdjustmentDependencies;
  /** The one currency of all prices. */
  readonly currency: string;
  /** The base address of product images, without a trailing slash. */
  readonly imagesBaseUrl: string;
  readonly now: () => Date;
}

/** The state that the resolvers of one request share. */
export interface Context extends Services {
  readonly caller: Caller;
  readonly logger: RequestLogger;
  readonly loaders: Loaders;
  readonly follow: FollowEvents;
}

export function createContext(
  services: Services,
  caller: Caller,
  logger: RequestLogger,
  follow: FollowEvents,
): Context {
  const loaders = createLoaders(services.catalogueRepository, services.ledgerRepository);
  return { ...services, caller, logger, loaders, follow };
}
