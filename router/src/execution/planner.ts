import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { OperationParts } from './operation.js';
import { plannerSupergraph } from './plan/planner-supergraph.js';
import { restoreRequiredFields } from './plan/required-fields.js';
import { aliasResponseKeys } from './plan/response-aliases.js';
import type { AliasedOperation } from './plan/response-aliases.js';

/** Plans operations over one supergraph. */
export interface Planner {
  /** The supergraph's schema, with what is inaccessible to clients. */
  readonly schema: GraphQLSchema;
  /** @param operation without conditions, valid against the API schema */
  plan(operation: OperationParts): PlannedOperation;
}

/** A plan, and the operation that it is for: with aliases where the planner would mistake the client's response keys. */
export interface PlannedOperation extends AliasedOperation {
  readonly plan: QueryPlan;
}

/**
 * @param apiSchema the schema that clients see
 * @param existing a planner already built from the same supergraph; used unless it would misread it
 */
export function createPlanner(
  supergraphSdl: string,
  apiSchema: GraphQLSchema,
  existing: QueryPlanner | undefined,
): Planner {
  const supergraph = plannerSupergraph(supergraphSdl);
  const planner =
    existing !== undefined && supergraph.sdl === supergraphSdl
      ? existing
      : new QueryPlanner(Supergraph.build(supergraph.sdl, { validateSupergraph: false }));
  const plannerSchema: Schema = planner.supergraph.apiSchema();
  return {
    schema: planner.supergraph.schema.toGraphQLJSSchema(),
    plan: (operation) => {
      const aliased = aliasResponseKeys(operation, apiSchema, supergraph);
      const { document, definition } = aliased.operation;
      const plan = planner.buildQueryPlan(
        operationFromDocument(plannerSchema, document, { operationName: definition.name?.value }),
      );
      return { ...aliased, plan: restoreRequiredFields(plan, supergraph) };
    },
  };
}
