import type { QueryPlan } from '@apollo/query-planner';

/**
 * A subscription's plan as a sequence that the executor can run for each event: first the fetch that the event answers,
 * then the fetches that complete it.
 */
export function subscriptionAsSequence(plan: QueryPlan): QueryPlan {
  if (plan.node?.kind !== 'Subscription') return plan;
  const { primary, rest } = plan.node;
  return { ...plan, node: { kind: 'Sequence', nodes: rest === undefined ? [primary] : [primary, rest] } };
}
