import { loadGateway } from '../execution/gateway.js';
import { describeSupergraph } from './describe.js';
import { packPlan, unpackPlan } from './messages.js';
import type { Planner } from './planner.js';

/** Plans on the thread of its caller, which is blocked meanwhile. Plans are copied, as they are between threads. */
export async function openLocalPlanner(supergraphSdl: string): Promise<Planner> {
  const gateway = await loadGateway(supergraphSdl);
  return {
    description: describeSupergraph(gateway),
    async plan(request) {
      const planned = gateway.planner.plan(request.operation, request.overrides);
      return Promise.resolve(unpackPlan(structuredClone(packPlan(planned, request)), request));
    },
    close: gateway.stop,
  };
}
