import type { SubgraphAnswer, SubgraphTransport } from '../subgraphs/transport.js';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { Flights, StoppedWaiting } from './flights.js';
import { identityOf } from './identity.js';

/** A transport whose answers may belong to several. */
export interface SharingTransport extends SubgraphTransport {
  /** Whether others have this answer too: it must then not be written to. */
  readonly isShared: (answer: SubgraphAnswer) => boolean;
}

/**
 * Sends identical queries of one identity that are in flight at the same time once. Never mutations. Nothing is
 * kept once answered.
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
      if (operation === 'mutation') return transport.send(request);
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
