import { inSpan, type Logger, type TraceContext } from '@supergraph/service-kit/service';
import type { Caller, RequestContext } from '../context.js';
import { refuse } from '../errors/refuse.js';
import { writeAnswer, type Answer, type Outcome } from '../operation/answer.js';
import type { OperationContext } from '../operation/context.js';
import type { ResolvedOperation } from '../operation/handle-event.js';
import type { Operations } from '../operations.js';
import { Stop } from '../stop.js';
import type { StreamEvent, SubgraphStreams } from '../subgraphs/streams.js';
import type { SubgraphRequest } from '../subgraphs/transport.js';
import { failedWith } from './endings.js';
import { Payload } from './payload.js';
import type { Ending, Subscriber } from './subscriber.js';

/** The fetch whose stream supplies the events of a subscription. */
export interface StreamFetch {
  /** Equal for equal fetches to the same addresses. */
  readonly key: string;
  readonly subgraph: string;
  readonly body: string;
  readonly context: RequestContext;
  /** Whether the operation has only fields whose values are the same for every caller, so that all may share it. */
  readonly isPublic: boolean;
}

export interface RunsOptions {
  readonly operations: Operations;
  readonly streams: SubgraphStreams;
  /** The time limit for the completion of one event, in milliseconds. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  /** Called for each event that is sent to a subscriber. */
  readonly count: () => void;
}

interface Charged {
  readonly subscriber: Subscriber;
}

/**
 * Runs the operation of a subscription like a query: once to find the fetch of its stream, and once for each event.
 * Each run uses the current supergraph.
 */
export class Runs {
  readonly #operation: ResolvedOperation;
  readonly #options: RunsOptions;

  constructor(operation: ResolvedOperation, options: RunsOptions) {
    this.#operation = operation;
    this.#options = options;
  }

  /**
   * Finds the fetch of the stream. Runs the operation without an event; the single fetch that this run makes is the
   * stream's. The run includes all checks of a query.
   */
  async open(
    subscriber: Subscriber,
    caller: Caller,
    { isRenewal = false } = {},
  ): Promise<{ readonly fetch: StreamFetch } | { readonly refused: Ending; readonly answer: Answer }> {
    const context = this.#contextOf(subscriber, caller);
    let fetch: StreamFetch | undefined;
    const outcome = await this.#options.operations.handleEvent(this.#operation, context, {
      answer: (asked, isPublic) => {
        fetch = this.#fetchOf(asked, isPublic, subscriber.trace);
        return {};
      },
      recordsRefusals: !isRenewal,
      ...(isRenewal && { payers: [] }),
    });
    if (fetch !== undefined) return { fetch };
    const answer = toRefusal(outcome, subscriber.requestId);
    return { refused: failedWith(answer), answer };
  }

  /** Completes an event for the subscribers with one caller. */
  async complete<M extends Charged>(
    event: StreamEvent,
    caller: Caller,
    members: readonly M[],
    refusePayer: (member: M, error: unknown) => void,
  ): Promise<{ readonly fetch: StreamFetch; readonly payload: Payload } | { readonly refused: Ending }> {
    const [first] = members;
    if (first === undefined) throw new Error('An event is completed for at least one subscriber.');
    const { subscriber } = first;
    return inSpan(subscriber.trace, { name: 'event' }, (trace) =>
      this.#complete(event, { ...this.#contextOf(subscriber, caller), trace }, members, refusePayer),
    );
  }

  async #complete<M extends Charged>(
    event: StreamEvent,
    context: OperationContext & { readonly signal: Stop },
    members: readonly M[],
    refusePayer: (member: M, error: unknown) => void,
  ): Promise<{ readonly fetch: StreamFetch; readonly payload: Payload } | { readonly refused: Ending }> {
    const { requestId, signal } = context;
    const timer = setTimeout(() => signal.abort(), this.#options.timeoutMs);
    let fetch: StreamFetch | undefined;
    try {
      const outcome = await this.#options.operations.handleEvent(this.#operation, context, {
        answer: (asked, isPublic) => {
          fetch = this.#fetchOf(asked, isPublic, context.trace);
          return event.answer;
        },
        payers: members.map((member) => ({
          address: member.subscriber.address,
          refuse: (error) => refusePayer(member, error),
        })),
      });
      if (fetch === undefined || !('data' in outcome))
        return { refused: failedWith(toRefusal(outcome, requestId)) };
      const { id } = event;
      const extensions = id === undefined ? outcome.extensions : { ...outcome.extensions, eventId: id };
      const { body } = writeAnswer({ ...outcome, extensions }, requestId);
      return { fetch, payload: new Payload(body, id) };
    } finally {
      clearTimeout(timer);
    }
  }

  count(): void {
    this.#options.count();
  }

  /** Logs why a stream was lost or could not be reopened, or another failure. */
  note(error: unknown, message = 'a stream of a subgraph was lost'): void {
    this.#options.logger.warn({ err: error }, message);
  }

  #fetchOf(
    { subgraph, body, context }: SubgraphRequest,
    isPublic: boolean,
    trace: TraceContext | undefined,
  ): StreamFetch {
    const key = `${subgraph}\n${this.#options.streams.addressesOf(subgraph)}\n${body}`;
    return { key, subgraph, body, context: { ...context, trace }, isPublic };
  }

  #contextOf({ requestId, trace, address, clientName }: Subscriber, caller: Caller) {
    return {
      requestId,
      trace,
      caller,
      address,
      clientName,
      signal: new Stop(),
      deadline: performance.now() + this.#options.timeoutMs,
      safeMethod: false,
      wantsCost: false,
    };
  }
}

/** The response to a subscription that has no stream, or no longer has one. */
function toRefusal(outcome: Answer | Outcome, requestId: string): Answer {
  if ('body' in outcome) return outcome;
  const { data, errors = [] } = outcome;
  if (data === undefined) return writeAnswer(outcome, requestId);
  // The caller may not read the field of the subscription. 401 would make clients sign out.
  const refusals = errors.map(({ message, path, extensions }) =>
    refuse(403, String(extensions.code), message, { path }),
  );
  return writeAnswer({ errors: refusals.length === 0 ? [nothingIncluded] : refusals }, requestId);
}

const nothingIncluded = refuse(
  400,
  'BAD_USER_INPUT',
  'The subscription includes no field: leave @skip and @include out of its first field.',
);
