import { refuse } from '../errors/refuse.js';
import type { RateLimiter } from '../limits/rate/limiter.js';
import type { SharingTransport } from '../sharing/share-subgraph-queries.js';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../subgraphs/transport.js';
import type { Answer, Outcome } from './answer.js';
import type { OperationContext } from './context.js';
import type { Graph } from './graph.js';
import { handle, type HandleOptions } from './handle.js';
import { prepare } from './prepare.js';
import { PreparedOperation } from './prepared-operation.js';

/** A client's operation after its document is resolved, to be handled any number of times. */
export interface ResolvedOperation {
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A subscriber that is charged the cost of an event. */
export interface Payer {
  readonly address: string;
  /** Called when the rate limit of the caller or the address is used up. */
  readonly refuse: (error: unknown) => void;
}

/** How one event of a subscription is handled. */
export interface EventHandling {
  /**
   * The subscription's event, in place of an answer to its fetch.
   *
   * @param isPublic whether the operation has only fields whose values are the same for every caller
   */
  readonly answer: (request: SubgraphRequest, isPublic: boolean) => SubgraphAnswer;
  /** Default: the request itself is charged, and refused beyond its limit. */
  readonly payers?: readonly Payer[];
  /** Records that the caller asks for more than is permitted. Default false. */
  readonly recordsRefusals?: boolean;
}

/** The refusal of a subscription to a client that accepts no stream. */
export const streamOnly = refuse(
  406,
  'BAD_REQUEST',
  'Send subscriptions over WebSocket, or with accept: text/event-stream or multipart/mixed;subscriptionSpec="1.0".',
);

/** Handles one event of a subscription as a query is handled, with the event in place of the subscription's fetch. */
export async function handleEvent(
  graph: Graph,
  { text, operationName, variables }: ResolvedOperation,
  context: OperationContext,
  {
    answer,
    payers,
    recordsRefusals,
    transport,
    charge,
    logger,
    recordRefusal,
  }: HandleOptions & EventHandling,
): Promise<Answer | Outcome> {
  const operation = prepare(graph, text, operationName);
  if (!(operation instanceof PreparedOperation)) return operation;
  return handle(graph, operation, variables, context, {
    transport: withEvent(transport, (request) => answer(request, operation.isPublic)),
    ...(logger && { logger }),
    ...(recordsRefusals === true && recordRefusal && { recordRefusal }),
    ...(charge && { charge: payers === undefined ? charge : chargeEach(charge, payers) }),
  });
}

type Charge = NonNullable<RateLimiter['charge']>;

function chargeEach(charge: Charge, payers: readonly Payer[]): Charge {
  return async (context, cost) => {
    const charged = payers.map(({ address, refuse: refusePayer }) =>
      charge({ ...context, address }, cost).catch(refusePayer),
    );
    await Promise.all(charged);
  };
}

/** A transport that answers a subscription with its event. All callers of the event get the same answer. */
function withEvent(
  transport: SubgraphTransport | SharingTransport,
  answer: (request: SubgraphRequest) => SubgraphAnswer,
): SharingTransport {
  let event: SubgraphAnswer | undefined;
  return {
    isShared: (given) => given === event || ('isShared' in transport && transport.isShared(given)),
    send(request) {
      if (request.operation !== 'subscription') return transport.send(request);
      return Promise.resolve((event = answer(request)));
    },
  };
}
