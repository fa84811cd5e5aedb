import {
  afterNextRead,
  isGone,
  isNewConnection,
  type Logger,
  type Place,
} from '@supergraph/service-kit/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import { authenticate } from '../identity/authenticate.js';
import type { TokenVerifier } from '../identity/verify.js';
import type { LoadShedder } from '../limits/load.js';
import { readAddress } from '../limits/rate/address.js';
import type { AnsweredRequest } from '../metrics.js';
import { onLastPart, type Answer } from '../operation/answer.js';
import { nameSpan } from '../operation/name-span.js';
import type { PreparedOperation } from '../operation/prepared-operation.js';
import type { Operations, SentOperation } from '../operations.js';
import { WaitClock } from '../subgraphs/wait-clock.js';
import { readAccept, type Accepted } from './accept.js';
import { readClientName, readClientProgram } from './client-name.js';
import { negotiateCoding } from './compression.js';
import { sendParts } from './incremental/send-parts.js';
import type { Negotiated } from './media-type.js';
import { openContext } from './open-context.js';
import { explainAndLog, notAcceptable, overloaded, type NamedRefusal } from './refusal.js';
import { sendAnswer } from './send-answer.js';
import { sendRefusal, type RefusalOptions } from './send-refusal.js';
import { subscribe, type SubscribeOptions } from './subscribe.js';

export interface OperationRequestOptions extends RefusalOptions, SubscribeOptions {
  readonly operations: Operations;
  readonly verifier: TokenVerifier | undefined;
  readonly logger: Logger;
  /** The longest an operation may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The number of trusted proxies before the router. */
  readonly trustedProxies: number;
  /** Whether long answers are compressed. */
  readonly compression: boolean;
  /** Refuses work under overload. */
  readonly shed: LoadShedder;
  /** Called for every request for an operation that was answered, for metrics. */
  readonly observe?: (answered: AnsweredRequest) => void;
}

/** The media type of a whole answer for a client that accepts a stream only. */
const streamed: Negotiated = { type: 'application/graphql-response+json', legacy: false };

/**
 * Answers a request for an operation. It returns no promise, because Fastify would wait for the end of each answer, which
 * no code here needs.
 *
 * @param read reads the operation from the request. It throws a Refusal that says how to send the request instead.
 */
export function answerRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  options: OperationRequestOptions,
  read: () => SentOperation,
): void {
  const accepted = readAccept(request.headers.accept);
  if (accepted === undefined) sendRefusal(request, reply, notAcceptable, options);
  else new OperationRequest(request, reply, options, read, accepted).enter();
}

/** A request for an operation, until its answer is sent. */
class OperationRequest {
  readonly #started = performance.now();
  readonly #waits = new WaitClock();
  readonly #request: FastifyRequest;
  readonly #reply: FastifyReply;
  readonly #options: OperationRequestOptions;
  readonly #read: () => SentOperation;
  readonly #accepted: Accepted;
  readonly #address: string;
  /** Undefined before it has one, and after it was given back. */
  #place: Place | undefined;

  constructor(
    request: FastifyRequest,
    reply: FastifyReply,
    options: OperationRequestOptions,
    read: () => SentOperation,
    accepted: Accepted,
  ) {
    this.#request = request;
    this.#reply = reply;
    this.#options = options;
    this.#read = read;
    this.#accepted = accepted;
    this.#address = readAddress(request.raw, options.trustedProxies);
  }

  /** Begins when it has a place, or has none, and it is known whether its client is still there. */
  enter(): void {
    const entering = this.#options.shed.enter(this.#address);
    const isNew = isNewConnection(this.#request.raw.socket);
    if (entering instanceof Promise) {
      // Places may become free because clients disconnect. The next turn of the event loop tells whether this one has, too.
      const later = isNew ? afterNextRead : setImmediate;
      void entering.then((place) => {
        later(() => this.#begin(place));
      });
    } else if (isNew && entering !== undefined) afterNextRead(() => this.#begin(entering));
    else this.#begin(entering);
  }

  #begin(place: Place | undefined): void {
    this.#place = place;
    if (place === undefined) this.#refuse(overloaded);
    else if (isGone(this.#request.raw.socket)) {
      this.#leave(false);
      this.#finish('left');
    } else this.#answer(place).catch(() => this.#reply.raw.destroy());
  }

  /** Rejects when not even a refusal can be sent. */
  async #answer(place: Place): Promise<void> {
    try {
      const answer = await this.#run(place);
      if (answer === undefined) this.#finish('subscribed');
      else await this.#send(answer);
    } catch (error) {
      this.#refuse(explainAndLog(this.#options.logger, error, this.#request.id));
    } finally {
      this.#leave(false);
    }
  }

  /** @returns undefined when it is answered by a stream of events */
  async #run(place: Place): Promise<Answer | undefined> {
    const { operations, verifier, timeoutMs, shed } = this.#options;
    operations.arrive?.(this.#address);
    const { id: requestId, raw, trace, headers, method } = this.#request;
    const pending = authenticate(raw, verifier);
    const caller = pending instanceof Promise ? await pending : pending;
    const sent = this.#read();
    const { stream, parts } = this.#accepted;
    if (stream !== undefined) {
      const operation = operations.resolve(sent, requestId);
      const prepared = operations.prepare(operation);
      if ('kind' in prepared && prepared.kind === OperationTypeNode.SUBSCRIPTION) {
        this.#note(prepared);
        const [request, reply, address] = [this.#request, this.#reply, this.#address];
        return subscribe(
          { request, reply, sent, operation, framing: stream, caller, address },
          this.#options,
        );
      }
    }
    const program = readClientProgram(headers);
    const { context, abort, close } = openContext({
      requestId,
      trace,
      caller,
      address: this.#address,
      clientName: readClientName(headers, program),
      program,
      timeoutMs,
      safeMethod: method === 'GET',
      wantsCost: headers['graphql-cost'] !== undefined || sent.extensions?.cost === true,
      waits: this.#waits,
      inParts: parts !== undefined,
      onPlanning: () => shed.discount(place),
      onPrepared: (operation) => this.#note(operation),
    });
    // Stays after the answer, because removing a listener costs more than calling it.
    this.#reply.raw.on('close', abort);
    let isOpen = false;
    try {
      const answer = await operations.answer(sent, context);
      if (answer.parted === undefined) return answer;
      isOpen = true;
      return onLastPart(answer, answer.parted, close);
    } finally {
      if (!isOpen) close();
    }
  }

  /** For the request's span and access line. */
  #note(operation: PreparedOperation): void {
    nameSpan(this.#request.trace, operation);
    this.#request.operation = operation;
  }

  async #send(answer: Answer): Promise<void> {
    const { whole = streamed, parts } = this.#accepted;
    const [request, reply] = [this.#request, this.#reply];
    if (answer.parted === undefined || parts === undefined) {
      this.#leave(answer.isWhole);
      const compressing = sendAnswer(request, reply, answer, whole, this.#options);
      if (compressing !== undefined) await compressing;
      this.#finish(answer.failure ?? 'answered');
      return;
    }
    const coding = this.#options.compression
      ? negotiateCoding(request.headers['accept-encoding'])
      : undefined;
    await sendParts(reply.headers(answer.headers), answer.parted, parts, coding);
    this.#finish('answered');
  }

  #refuse(refusal: NamedRefusal): void {
    this.#finish(sendRefusal(this.#request, this.#reply, refusal, this.#options));
  }

  /**
   * Gives its place back. Only whole answers measure the load: a refused token may have waited for the issuer's keys, and
   * an answer with a part missing for a subgraph that stands still, which must not shrink the limit for operations on
   * other subgraphs.
   */
  #leave(isWhole: boolean): void {
    if (this.#place === undefined) return;
    this.#options.shed.leave(this.#place, isWhole && !this.#reply.raw.destroyed);
    this.#place = undefined;
  }

  #finish(outcome: string): void {
    const { destroyed, writableFinished } = this.#reply.raw;
    this.#options.observe?.({
      outcome: destroyed && !writableFinished ? 'left' : outcome,
      seconds: (performance.now() - this.#started) / 1_000,
      waitedSeconds: this.#waits.waitedMs / 1_000,
    });
  }
}
