import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { loadGateway, type LoadedGateway } from '../execution/gateway.js';
import { describeSupergraph } from './describe.js';
import { packError, packPlan, type PlanAnswer, type ReadyAnswer } from './messages.js';
import type { PlanRequest } from './planner.js';
import type { ThreadData } from './thread.js';

/** The entry of the planner's thread: it loads one supergraph, and answers one message after the other. */
const { supergraphSdl } = workerData as ThreadData;
try {
  const gateway = await loadGateway(supergraphSdl);
  parentPort?.on('message', (request: PlanRequest) => {
    const answer: PlanAnswer = { ...plan(gateway, request), heapBytes: getHeapStatistics().used_heap_size };
    parentPort?.postMessage(answer);
  });
  send({ description: describeSupergraph(gateway) });
} catch (error) {
  send({ failed: packError(error) });
}

function send(answer: ReadyAnswer): void {
  parentPort?.postMessage(answer);
}

function plan({ planner }: LoadedGateway, request: PlanRequest) {
  try {
    return { planned: packPlan(planner.plan(request.operation, request.overrides), request) };
  } catch (error) {
    return { failed: packError(error) };
  }
}
