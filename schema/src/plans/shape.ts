import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';

/** The requests in a plan, independent of the data. */
export interface PlanShape {
  /** Requests to subgraphs if every branch is taken. */
  readonly requests: number;
  /** The longest chain of requests that wait for one another. */
  readonly depth: number;
  readonly subgraphs: readonly string[];
}

export function shapeOf(plan: QueryPlan): PlanShape {
  const fetches = fetchesOf(plan.node);
  return {
    requests: fetches.length,
    depth: depthOf(plan.node),
    subgraphs: [...new Set(fetches.map(({ serviceName }) => serviceName))].sort(),
  };
}

export function fetchesOf(node: PlanNode | SubscriptionNode | undefined): readonly FetchNode[] {
  if (node === undefined) return [];
  if (node.kind === 'Fetch') return [node];
  return childrenOf(node).flatMap(fetchesOf);
}

function depthOf(node: PlanNode | SubscriptionNode | undefined): number {
  if (node === undefined) return 0;
  if (node.kind === 'Fetch') return 1;
  const depths = childrenOf(node).map(depthOf);
  if (node.kind === 'Sequence' || node.kind === 'Subscription')
    return depths.reduce((sum, depth) => sum + depth, 0);
  return Math.max(0, ...depths);
}

function childrenOf(node: Exclude<PlanNode | SubscriptionNode, FetchNode>): readonly PlanNode[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes;
    case 'Flatten':
      return [node.node];
    case 'Condition':
      return [node.ifClause, node.elseClause].filter((child) => child !== undefined);
    case 'Defer':
      return [node.primary.node, ...node.deferred.map((each) => each.node)].filter(
        (child) => child !== undefined,
      );
    case 'Subscription':
      return [node.primary, ...(node.rest === undefined ? [] : [node.rest])];
  }
}
