import type { Caller } from '@supergraph/service-kit';
import { createLoaders, type Loaders } from './data/loaders.js';
import type { WidgetRepository } from './domain/widget.js';

/** The services that the resolvers of every request use. */
export interface Services {
  readonly repository: WidgetRepository;
}

/** The objects that the resolvers of one request share. */
export interface Context extends Services {
  readonly caller: Caller;
  readonly loaders: Loaders;
}

export function createContext(services: Services, caller: Caller): Context {
  return { ...services, caller, loaders: createLoaders(services.repository) };
}
