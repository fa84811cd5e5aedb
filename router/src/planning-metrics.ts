import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { PlanningObserver } from './planning/thread-planner.js';

/** In seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of the threads that plan operations. */
export function createPlanningMetrics(registry: Registry): PlanningObserver {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'router_planning_waiting',
    help: 'New operations that wait for their turn to be planned.',
    registers,
  });
  const waits = new Histogram({
    name: 'router_planning_wait_seconds',
    help: 'How long new operations waited for their turn: `planned`, or `refused` because too many waited.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers,
  });
  const plans = new Histogram({
    name: 'router_planning_seconds',
    help: 'The planning of new operations, by outcome: `planned` or `failed`.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers,
  });
  const heap = new Gauge({
    name: 'router_planner_heap_bytes',
    help: 'The memory in use in the thread that plans operations, after its latest plan.',
    registers,
  });
  const ends = new Counter({
    name: 'router_planner_restarts_total',
    help: 'Threads that planned operations, ended by themselves and were replaced.',
    registers,
  });
  return {
    waiting: (change) => waiting.inc(change),
    waited: (outcome, seconds) => waits.observe({ outcome }, seconds),
    planned: (outcome, seconds) => plans.observe({ outcome }, seconds),
    heap: (bytes) => heap.set(bytes),
    ended: () => ends.inc(),
  };
}
