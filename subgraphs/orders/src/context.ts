import type { Caller, FollowEvents, RequestLogger } from '@supergraph/service-kit';
import type { OrderLoaders } from './data/loaders.js';
import type { Checkout } from './domain/checkout.js';
import type { Fulfilment } from './domain/fulfilment.js';
import type { QuoteDependencies } from './domain/quote.js';

/** The state that the resolvers of one request share. */
export interface Context {
  readonly caller: Caller;
  readonly logger: RequestLogger;
  readonly orders: OrderLoaders;
  readonly checkout: Checkout;
  /** Whether no order may be placed or cancelled now. */
  readonly isPaused: boolean;
  readonly fulfilment: Fulfilment;
  readonly quotes: QuoteDependencies;
  readonly follow: FollowEvents;
}
