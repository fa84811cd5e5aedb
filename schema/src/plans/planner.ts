import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { usageOf } from '../diff/usage.js';
import { plannedAlike } from './alike.js';

/**
 * Plans operations with Apollo's planner on the composed supergraph. The router adapts supergraph and operations before
 * planning. That changes names in a plan only where required fields have arguments or response keys clash, and the
 * checks must not depend on the router's code. Progressive overrides are planned as off.
 */
export type Plan = (document: DocumentNode) => QueryPlan;

/** The router's limit. Without it, one operation can keep the planner busy for a minute. */
const PLANNER_CONFIG: QueryPlannerConfig = { debug: { maxEvaluatedPlans: 100 } };

/** A planner that is built at its first use, and plans each operation once. */
export function createPlanner(supergraphSdl: string): Plan {
  let build: Plan | undefined;
  const known = new WeakMap<DocumentNode, QueryPlan>();
  return (document) => {
    build ??= builtPlanner(supergraphSdl);
    const plan = known.get(document) ?? build(document);
    known.set(document, plan);
    return plan;
  };
}

function builtPlanner(supergraphSdl: string): Plan {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false });
  const planner = new QueryPlanner(supergraph, PLANNER_CONFIG);
  const api = supergraph.apiSchema();
  return (document) => planner.buildQueryPlan(operationFromDocument(api, document, { validate: false }));
}

interface State {
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
}

/** Planners for two states of a graph, which share most plans. */
export interface Planners {
  /** Each plans the operations that are valid in its state. */
  readonly before: Plan;
  readonly after: Plan;
}

/** The planners of two states. The earlier one reuses each plan of the later one that must be equal. */
export function createPlanners(before: State, after: State): Planners {
  const [planBefore, planAfter] = [createPlanner(before.supergraphSdl), createPlanner(after.supergraphSdl)];
  let isAlike: ReturnType<typeof plannedAlike> | undefined;
  return {
    after: planAfter,
    before: (document) => {
      isAlike ??= plannedAlike(before.supergraphSdl, after.supergraphSdl);
      return isAlike(usageOf(document, before.api)) ? planAfter(document) : planBefore(document);
    },
  };
}
