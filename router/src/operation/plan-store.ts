import type { QueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';

/** Query plans, in the terms of the gateway. */
export interface PlanStore {
  get(key: string): Promise<QueryPlan | undefined>;
  set(key: string, plan: QueryPlan): Promise<void>;
  delete(key: string): Promise<boolean>;
  clear(): void;
}

/** How much JSON all plans may come to. In memory it is some ten times as much. */
const MAX_JSON_LENGTH = 2_000_000;

/** A cache of query plans that a flood of unique queries cannot fill the heap with: the gateway's own one it can. */
export function createPlanStore(entries = 500): PlanStore {
  const cache = new LRUCache<string, QueryPlan>({
    max: entries,
    maxSize: MAX_JSON_LENGTH,
    sizeCalculation: (plan) => JSON.stringify(plan).length + 1,
  });
  return {
    get: (key) => Promise.resolve(cache.get(key)),
    set(key, plan) {
      cache.set(key, plan);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(cache.delete(key)),
    clear: () => cache.clear(),
  };
}
