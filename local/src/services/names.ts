import { repositorySubgraphNames, type SubgraphName } from '@supergraph/schema/subgraphs';

/** A subgraph or the router. */
export type ServiceName = SubgraphName | 'router';

/** The subgraphs, in the order of their list, then the router. */
export function serviceNames(): readonly ServiceName[] {
  return [...repositorySubgraphNames(), 'router'];
}

/** A value for each service. */
export function forEachService<Value>(valueOf: (name: ServiceName) => Value): Record<ServiceName, Value> {
  return Object.fromEntries(serviceNames().map((name) => [name, valueOf(name)])) as Record<
    ServiceName,
    Value
  >;
}

/** A service's name in environment variables: `ORDER_BOOK` for `order-book`. */
export function inVariables(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** The variable that sets a service's port. */
export function portVariable(name: ServiceName): string {
  return name === 'router' ? 'PORT' : `${inVariables(name)}_PORT`;
}
