import type { QueryPlan } from '@apollo/query-planner';
import { analysePlan } from './dependencies.js';
import { planSteps } from './steps.js';
import type { PlanStep } from './steps.js';

/**
 * A subgraph with an `@interfaceObject` brings objects without their types. Apollo's planner may fetch the types with a
 * deferred fragment, or not at all, where an earlier part of the answer has the objects and could not be written.
 *
 * @param deferred the plan of an operation with deferred fragments
 * @param whole the plan of the same operation without `@defer`
 * @returns whether the types are fetched with the objects
 */
export function fetchesTypesInTime(deferred: QueryPlan, whole: QueryPlan): boolean {
  const steps = planSteps(deferred);
  const { creators } = analysePlan(steps);
  const isFetched = (responsePath: string, part: number | undefined): boolean =>
    steps.some(
      (step) =>
        fetchesTypes(step) &&
        step.responsePath === responsePath &&
        (step.deferred === undefined || step.deferred === part),
    );
  return planSteps(whole)
    .filter(fetchesTypes)
    .every(({ responsePath }) =>
      [...(creators.get(responsePath) ?? [])].every((index) =>
        isFetched(responsePath, steps[index]?.deferred),
      ),
    );
}

function fetchesTypes({ fetch, selected }: PlanStep): boolean {
  return fetch.requires !== undefined && selected.has('__typename');
}
