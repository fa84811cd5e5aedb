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
  const flights = new Flights<SubgraphAnswer>((answer) => void shared.add(answer));
  return {
    isShared: (answer) => shared.has(answer),
    async send(request) {
      const { subgraph, operation, context, body } = request;
      if (operation === 'mutation') return transport.send(request);
      const key = `${subgraph}\n${identityOf(context.caller)}\n${body}`;
      try {
        return await flights.run(key, context, (own) => transport.send({ ...request, context: own }));
      } catch (error) {
        if (error instanceof StoppedWaiting)
          throw new SubgraphUnavailable(subgraph, 'TIMEOUT', 'aborted', error);
        // It may have been another's time that was up.
        const isOutOfTime = error instanceof SubgraphUnavailable && error.code === 'TIMEOUT';
        if (isOutOfTime && !context.signal.aborted && performance.now() < context.deadline - RESERVE_MS) {
          return transport.send(request);
        }
        throw error;
      }
    },
  };
}

/** With less time left than this, asking again is of no use. */
const RESERVE_MS = 50;
