import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { usageOf } from '../diff/usage.js';
import { plannedAlike } from './alike.js';

/**
 * Plans operations by Apollo's planner on the supergraph as composed. The router gives the planner a supergraph and
 * operations that it cannot misread; that changes the names in a plan and only where required fields have arguments or
 * response keys clash, and the checks may not depend on the router's code. Progressive overrides are planned as off.
 */
export type Plan = (document: DocumentNode) => QueryPlan;

/** The router's bound: without it, one operation can keep the planner busy for a minute. */
const PLANNER_CONFIG: QueryPlannerConfig = { debug: { maxEvaluatedPlans: 100 } };

/** A planner that is built when it is first asked, and plans an operation once. */
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

/** Plans for two states of a graph, which have most of them in common. */
export interface Planners {
  /** For operations that are valid there, as the other. */
  readonly before: Plan;
  readonly after: Plan;
}

/** The planners of two states. The earlier one reuses every plan of the later one that must be equal. */
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
