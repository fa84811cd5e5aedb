import type { SubgraphAnswer, SubgraphTransport } from '../subgraphs/transport.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { Flights, StoppedWaiting } from './flights.js';
import { identityOf } from './identity.js';

/** A transport whose answers may be shared. */
export interface SharingTransport extends SubgraphTransport {
  /** Whether other requests share this answer, so that it must not be modified. */
  readonly isShared: (answer: SubgraphAnswer) => boolean;
}

/**
 * Sends identical queries of one identity that are in flight at the same time once. Mutations are never shared, and
 * answers are not cached.
 */
export function shareSubgraphQueries(transport: SubgraphTransport): SharingTransport {
  const shared = new WeakSet<SubgraphAnswer>();
  const flights = new Flights<SubgraphAnswer>({
    onShared: (answer) => void shared.add(answer),
    isLate: (outcome) => outcome instanceof SubgraphUnavailable && outcome.code === 'TIMEOUT',
  });
  return {
    isShared: (answer) => shared.has(answer),
    async send(request) {
      const { subgraph, operation, context, body } = request;
      if (operation !== 'query') return transport.send(request);
      const key = `${subgraph}\n${identityOf(context.caller)}\n${body}`;
      try {
        return await flights.run(key, context, (own) => transport.send({ ...request, context: own }));
      } catch (error) {
        if (!(error instanceof StoppedWaiting)) throw error;
        throw new SubgraphUnavailable(subgraph, 'TIMEOUT', 'aborted', error);
      }
    },
  };
}
