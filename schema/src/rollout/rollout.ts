import type { FetchNode } from '@apollo/query-planner';
import type { Change } from '../diff/change.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { Plan } from '../plans/planner.js';
import { fetchesOf } from '../plans/shape.js';
import { refusalsOf, type Refusal } from './fetches.js';
import { replacements, type State } from './replacement.js';
import { lostAnswers } from './lost-answers.js';
import { lostKeys } from './lost-keys.js';
import { lostMembers } from './lost-members.js';
import { lostProvisions } from './lost-provisions.js';

/** A change that makes a subgraph refuse requests of running routers, with the operations that need them. */
export interface RefusedFetch extends Change {
  readonly operations: readonly RegisteredOperation[];
}

/**
 * Between the deployment of a subgraph and the router's next supergraph, the running router plans with the published
 * one. The new subgraph must still answer each request of those plans; otherwise the deployment causes an outage
 * although the API looks the same. Every operation is planned as before, by `plan`: only its plan shows which subgraphs
 * it reaches through keys and @requires of others.
 */
export function refusedByRollout(
  before: State,
  after: State,
  operations: readonly RegisteredOperation[],
  plan: Plan,
): readonly RefusedFetch[] {
  const changed = replacements(before.subgraphs, after.subgraphs);
  if (changed.length === 0) return [];
  const lost = changed.flatMap((replacement) =>
    [lostAnswers, lostProvisions, lostKeys, lostMembers].flatMap((find) => find(before, after, replacement)),
  );
  const inAnyCase = new Set(lost.map(keyOf));
  const refusals = new Map(changed.map((each) => [each.was.name, refusalsOf(each)]));
  const planned = refusedPlans(plan, refusals, operations).filter(
    (each) => !each.nested || inAnyCase.has(keyOf(each.change)),
  );
  const told = new Set(planned.map(({ change }) => keyOf(change)));
  const others = lost.filter((change) => !told.has(keyOf(change)));
  return [
    ...planned.map(({ change, operations: asking }) => ({ ...change, operations: [...asking] })),
    ...others.map((change) => ({ ...change, operations: [] })),
  ];
}

function keyOf({ subgraph, coordinate, text }: Change): string {
  return [subgraph, coordinate, text].join(' ');
}

interface RefusedPlans extends Refusal {
  readonly operations: ReadonlySet<RegisteredOperation>;
}

function refusedPlans(
  plan: Plan,
  refusals: ReadonlyMap<string, (fetch: FetchNode) => readonly Refusal[]>,
  operations: readonly RegisteredOperation[],
): readonly RefusedPlans[] {
  const found = new Map<string, RefusedPlans>();
  for (const operation of operations) {
    const fetches = fetchesOf(plan(operation.document).node);
    for (const { change, nested } of fetches.flatMap(
      (each) => refusals.get(each.serviceName)?.(each) ?? [],
    )) {
      const { nested: always = true, operations: others = [] } = found.get(keyOf(change)) ?? {};
      const asking = new Set([...others, operation]);
      found.set(keyOf(change), { change, nested: always && nested, operations: asking });
    }
  }
  return [...found.values()];
}
