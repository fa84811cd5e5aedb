import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchema } from 'graphql';
import type { Subgraph } from './subgraph.js';

const cache = new WeakMap<Subgraph, GraphQLSchema>();

/** The schema that the subgraph itself executes. Cached, because building it is expensive. */
export function schemaOf(subgraph: Subgraph): GraphQLSchema {
  const known = cache.get(subgraph) ?? buildSubgraphSchema({ typeDefs: subgraph.document });
  cache.set(subgraph, known);
  return known;
}
