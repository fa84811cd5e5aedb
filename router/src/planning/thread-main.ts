import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { loadGateway, type LoadedGateway } from '../execution/gateway.js';
import { describeSupergraph } from './describe.js';
import { packError, packPlan, type ThreadAnswer, type ThreadRequest } from './messages.js';

/** The entry of the planner's thread: it answers one request after the other. */
const gateways = new Map<number, LoadedGateway>();

parentPort?.on('message', (request: ThreadRequest) => {
  void answer(request)
    .catch((error: unknown) => ({ failed: packError(error) }))
    .then((answered) => {
      const message = { ...answered, heapBytes: getHeapStatistics().used_heap_size };
      parentPort?.postMessage(message satisfies ThreadAnswer);
    });
});

async function answer(asked: ThreadRequest) {
  if (asked.kind === 'load') {
    const gateway = await loadGateway(asked.supergraphSdl);
    gateways.set(asked.graph, gateway);
    return { description: describeSupergraph(gateway) };
  }
  const gateway = gateways.get(asked.graph);
  if (gateway === undefined) throw new Error('The supergraph is not loaded.');
  if (asked.kind === 'unload') {
    gateways.delete(asked.graph);
    await gateway.stop();
    return { unloaded: true } as const;
  }
  const { operation, overrides } = asked.request;
  return { planned: packPlan(gateway.planner.plan(operation, overrides), asked.request) };
}
