import { Supergraph, operationFromDocument } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan, QueryPlannerConfig } from '@apollo/query-planner';
import { OperationTypeNode } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Conditions } from './conditions.js';
import { fetchedPart } from './included.js';
import { asksToDefer, distinguishLabels } from './incremental/deferred-fragments.js';
import type { OperationParts } from './operation.js';
import { fetchesTypesInTime } from './plan/deferred-types.js';
import { separateInterfaceObjects } from './plan/interface-objects.js';
import { plannerSupergraph } from './plan/planner-supergraph.js';
import { restoreRequiredFields } from './plan/required-fields.js';
import { aliasResponseKeys } from './plan/response-aliases.js';
import type { AliasedOperation } from './plan/response-aliases.js';
import { splitRootFields } from './plan/root-fields.js';
import { subscriptionAsSequence } from './plan/subscription-plan.js';

/**
 * By default the planner compares up to 10,000 plans of an operation, which can block the process for a minute.
 * Ordinary operations have fewer than this limit.
 */
export const PLANNER_CONFIG: QueryPlannerConfig = {
  debug: { maxEvaluatedPlans: 100 },
  incrementalDelivery: { enableDefer: true },
};

const NO_OVERRIDES: ReadonlyMap<string, boolean> = new Map();
const NO_CONDITIONS: Conditions = new Map();

/** Plans operations over one supergraph, and blocks its thread meanwhile. */
export interface SupergraphPlanner {
  /** The supergraph's schema, inaccessible elements included. */
  readonly schema: GraphQLSchema;
  /** The labels of its progressive overrides. */
  readonly overrideLabels: readonly string[];
  /**
   * @param operation without conditions, valid against the API schema
   * @param overrides which progressive overrides apply, by label; absent labels do not
   * @throws Error for some operations with deferred fragments, which it can plan without `@defer`
   */
  plan(operation: OperationParts, overrides?: ReadonlyMap<string, boolean>): PlannedOperation;
}

/** A plan, and the planned operation: with aliases where the planner would confuse the client's response keys. */
export interface PlannedOperation extends AliasedOperation {
  readonly plan: QueryPlan;
}

/**
 * @param apiSchema the schema that clients see
 * @param existing a planner already built from the same supergraph; used unless it would misread the supergraph
 */
export function createPlanner(
  supergraphSdl: string,
  apiSchema: GraphQLSchema,
  existing: QueryPlanner | undefined,
): SupergraphPlanner {
  const supergraph = plannerSupergraph(supergraphSdl);
  const planner =
    existing !== undefined && supergraph.sdl === supergraphSdl
      ? existing
      : new QueryPlanner(Supergraph.build(supergraph.sdl, { validateSupergraph: false }), PLANNER_CONFIG);
  const plannerSchema: Schema = planner.supergraph.apiSchema();
  return {
    schema: planner.supergraph.schema.toGraphQLJSSchema(),
    overrideLabels: supergraph.overrideLabels,
    plan: (operation, overrides = NO_OVERRIDES) => {
      const aliased = aliasResponseKeys(operation, apiSchema, supergraph);
      const build = ({ document, definition }: OperationParts): QueryPlan =>
        subscriptionAsSequence(
          planner.buildQueryPlan(
            operationFromDocument(plannerSchema, distinguishLabels(document), {
              operationName: definition.name?.value,
            }),
            { overrideConditions: new Map(overrides) },
          ),
        );
      const planned = inOrder(build(aliased.operation), aliased.operation, apiSchema, build);
      if (supergraph.hasInterfaceObjects && asksToDefer(aliased.operation.document))
        refuseLateTypes(planned, fetchedPart(aliased.operation, NO_CONDITIONS), build);
      const plan = separateInterfaceObjects(planned, aliased.operation, apiSchema, supergraph);
      return { ...aliased, plan: restoreRequiredFields(plan, supergraph) };
    },
  };
}

/** @throws Error when the plan of an operation with deferred fragments fetches types too late */
function refuseLateTypes(
  plan: QueryPlan,
  whole: OperationParts | null,
  build: (operation: OperationParts) => QueryPlan,
): void {
  if (whole === null || fetchesTypesInTime(plan, build(whole))) return;
  throw new Error('The plan fetches the types of objects later than the objects.');
}

/**
 * Root fields of a mutation are executed one after the other, each with its whole selection. The planner would fetch
 * entities of one field after the next field has already changed them.
 */
function inOrder(
  plan: QueryPlan,
  operation: OperationParts,
  schema: GraphQLSchema,
  build: (operation: OperationParts) => QueryPlan,
): QueryPlan {
  const isMutation = operation.definition.operation === OperationTypeNode.MUTATION;
  if (!isMutation || plan.node === undefined || plan.node.kind === 'Fetch') return plan;
  const plans = splitRootFields(operation, schema).map(build);
  const nodes = plans.flatMap(({ node }) =>
    node === undefined || node.kind === 'Subscription' ? [] : [node],
  );
  const isInOrder = nodes.slice(0, -1).every(({ kind }) => kind === 'Fetch');
  return isInOrder ? plan : { ...plan, node: { kind: 'Sequence', nodes } };
}
