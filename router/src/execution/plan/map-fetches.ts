import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** Several fetches in the place of each one, all for the objects at its path. */
type Replace = (fetch: FetchNode, path: readonly string[]) => readonly FetchNode[];

/** The same plan with other fetches; those that replace one run at the same time. */
export function mapFetches(plan: QueryPlan, replace: Replace): QueryPlan {
  if (plan.node === undefined || plan.node.kind === 'Subscription') return plan;
  return { ...plan, node: mapNode(plan.node, [], replace) };
}

function mapNode(node: PlanNode, path: readonly string[], replace: Replace): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => mapNode(child, path, replace)) };
    case 'Flatten':
      return { ...node, node: mapNode(node.node, [...path, ...node.path.map(String)], replace) };
    case 'Defer': {
      const { node: first, ...primary } = node.primary;
      return {
        ...node,
        primary: { ...primary, ...(first && { node: mapNode(first, path, replace) }) },
        deferred: node.deferred.map(({ node: later, ...deferred }) => ({
          ...deferred,
          ...(later && { node: mapNode(later, path, replace) }),
        })),
      };
    }
    case 'Fetch': {
      const fetches = replace(node, path);
      const [only] = fetches;
      return only !== undefined && fetches.length === 1 ? only : { kind: 'Parallel', nodes: [...fetches] };
    }
    default:
      return node;
  }
}
