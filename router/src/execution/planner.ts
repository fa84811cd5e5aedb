import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { OperationParts } from './operation.js';
import { reserveAliases } from './reserved-aliases.js';
import type { ReservedAliases } from './reserved-aliases.js';

/** Plans operations over one supergraph. */
export interface Planner {
  /** The supergraph's schema, with what is inaccessible to clients. */
  readonly schema: GraphQLSchema;
  readonly aliases: ReservedAliases;
  plan(operation: OperationParts): QueryPlan;
}

/** @param existing a planner already built from the same supergraph */
export function createPlanner(supergraphSdl: string, existing: QueryPlanner | undefined): Planner {
  const planner =
    existing ?? new QueryPlanner(Supergraph.build(supergraphSdl, { validateSupergraph: false }));
  const apiSchema: Schema = planner.supergraph.apiSchema();
  const aliases = reserveAliases(supergraphSdl);
  return {
    aliases,
    schema: planner.supergraph.schema.toGraphQLJSSchema(),
    plan: ({ document, definition }) =>
      planner.buildQueryPlan(
        operationFromDocument(apiSchema, aliases.rename(document), { operationName: definition.name?.value }),
      ),
  };
}
