import { startRouterProcess, type RouterProcess } from '../../../router/src/testing/router-process.js';
import type { SharedSupergraph } from './supergraph.js';

export { startRouterProcess, type RouterProcess };

/** Starts another router on the subgraphs of a stack, with the variables of the stack's own router and these. */
export function startAnotherRouter(
  { routerVariables }: SharedSupergraph,
  variables: Readonly<Record<string, string>>,
): Promise<RouterProcess> {
  return startRouterProcess({ env: { ...routerVariables, PORT: '0', ADMIN_PORT: '0', ...variables } });
}
