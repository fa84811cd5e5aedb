import {
  afterNextRead,
  isGone,
  isNewConnection,
  type Logger,
  type Place,
} from '@supergraph/service-kit/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { OperationTypeNode } from 'graphql';
import type { Caller } from '../context.js';
import { authenticate } from '../identity/authenticate.js';
import type { TokenVerifier } from '../identity/verify.js';
import { refuse } from '../errors/refuse.js';
import type { AnsweredRequest } from '../metrics.js';
import { onLastPart, writeAnswer, type Answer } from '../operation/answer.js';
import { nameSpan } from '../operation/name-span.js';
import type { PreparedOperation } from '../operation/prepared-operation.js';
import type { Operations, SentOperation } from '../operations.js';
import type { Framing } from '../subscriptions/framing.js';
import { negotiateStream } from '../subscriptions/negotiate.js';
import { WaitClock } from '../subgraphs/wait-clock.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { negotiateCoding, type Coding } from './compression.js';
import { readClientName, readClientProgram } from './client-name.js';
import { isForeignGet } from './csrf.js';
import { isJson, negotiate, type Negotiated } from './media-type.js';
import { openContext } from './open-context.js';
import { negotiateIncremental } from './incremental/negotiate.js';
import { sendParts } from './incremental/send-parts.js';
import type { OriginPolicy } from './origins.js';
import type { LoadShedder } from '../limits/load.js';
import { readAddress } from '../limits/rate/address.js';
import {
  explainAndLog,
  foreignGet,
  notAcceptable,
  overloaded,
  wrongMethod,
  wrongType,
  type NamedRefusal,
} from './refusal.js';
import { PATH } from './path.js';
import { readBody, readSearch } from './request.js';
import { sendAnswer } from './send-answer.js';
import { subscribe } from './subscribe.js';

export interface GraphQLRouteOptions {
  readonly operations: Operations;
  readonly subscriptions: Subscriptions;
  /** How much may wait to be read by a subscriber, in bytes. */
  readonly maxUnreadBytes: number;
  readonly verifier: TokenVerifier | undefined;
  readonly logger: Logger;
  /** The longest an operation may take, in milliseconds. */
  readonly timeoutMs: number;
  /** The number of trusted proxies before the router. */
  readonly trustedProxies: number;
  /** Whether long answers are compressed. */
  readonly compression: boolean;
  /** Decides which pages may send a GET. */
  readonly isAllowedOrigin: OriginPolicy;
  /** Refuses work under overload. */
  readonly shed: LoadShedder;
  /** Called for every request for an operation that was answered, for metrics. */
  readonly observe?: (answered: AnsweredRequest) => void;
  /** Called with the reason why a request did not become an operation, for metrics. */
  readonly countRefusal?: (reason: string) => void;
}

/** GraphQL over HTTP at `/graphql`, by GET and POST, in both media types of the specification. */
export function addGraphQLRoute(server: FastifyInstance, options: GraphQLRouteOptions): void {
  // Refusals carry the id too: clients quote it, and the log has it.
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.post(PATH, { onRequest: refuseOtherTypes(options) }, (request, reply) => {
    respond(request, reply, options, () => readBody(request.body));
  });
  server.get(PATH, (request, reply) => {
    if (isForeignGet(request.headers, options.isAllowedOrigin)) {
      sendRefusal(request, reply, foreignGet, options);
      return;
    }
    respond(request, reply, options, () => {
      const type = request.headers['content-type'];
      if (type !== undefined && !isJson(type)) throw refuse(400, 'BAD_REQUEST', 'A GET has no content.');
      const at = request.raw.url?.indexOf('?') ?? -1;
      return readSearch(new URLSearchParams(at < 0 ? '' : request.raw.url?.slice(at)));
    });
  });
  server.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: PATH,
    handler: (request, reply) => {
      sendRefusal(request, reply, wrongMethod, options);
    },
  });
}

/**
 * Accepts only uncompressed JSON in UTF-8. The body limit would not hold for the decompressed size.
 */
function refuseOtherTypes(options: GraphQLRouteOptions) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { 'content-type': type, 'content-encoding': encoding } = request.headers;
    if (isJson(type) && (encoding === undefined || encoding === 'identity')) done();
    else sendRefusal(request, reply, wrongType, options);
  };
}

/** Not an async handler: Fastify would wait for the end of each answer, which no code here needs. */
function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GraphQLRouteOptions,
  read: () => SentOperation,
): void {
  const started = performance.now();
  const waits = new WaitClock();
  const finish = (outcome: string) =>
    options.observe?.({
      outcome: reply.raw.destroyed && !reply.raw.writableFinished ? 'left' : outcome,
      seconds: (performance.now() - started) / 1_000,
      waitedSeconds: waits.waitedMs / 1_000,
    });
  const negotiated = negotiate(request.headers.accept);
  const framing = negotiateStream(request.headers.accept);
  const format = negotiateIncremental(request.headers.accept);
  if (negotiated === undefined && framing === undefined && format === undefined) {
    sendRefusal(request, reply, notAcceptable, options);
    return;
  }
  const address = readAddress(request.raw, options.trustedProxies);
  const client = { address, framing, inParts: format !== undefined, waits };
  const fail = (error: unknown) => {
    finish(sendRefusal(request, reply, explainAndLog(options.logger, error, request.id), options));
  };
  const begin = (place: Place | undefined) => {
    if (place === undefined) {
      finish(sendRefusal(request, reply, overloaded, options));
      return;
    }
    // Only whole answers measure the load: a refused token may have waited for the issuer's keys, and an answer with a
    // part missing for a subgraph that stands still, which must not shrink the limit for operations on other subgraphs.
    const leave = (isWhole: boolean) => options.shed.leave(place, isWhole && !reply.raw.destroyed);
    if (isGone(request.raw.socket)) {
      leave(false);
      finish('left');
      return;
    }
    const onPlanning = () => options.shed.discount(place);
    identifyAndRun(request, reply, options, read, { ...client, onPlanning })
      .then(
        (answer) => {
          if (answer === undefined) {
            leave(false);
            finish('subscribed');
            return undefined;
          }
          if (answer.parted !== undefined && format !== undefined) {
            const coding = codingOf(request, options);
            return sendParts(reply.headers(answer.headers), answer.parted, format, coding).finally(() => {
              leave(false);
              finish('answered');
            });
          }
          leave(answer.isWhole);
          const sent = sendAnswer(request, reply, answer, negotiated ?? streamed, options);
          finish(answer.failure ?? 'answered');
          return sent;
        },
        (error: unknown) => {
          leave(false);
          fail(error);
        },
      )
      // An error while sending: unhandled, it would end the process.
      .catch(fail)
      .catch(() => reply.raw.destroy());
  };
  whenEntered(options.shed.enter(address), request, begin);
}

/** Calls `begin` when a request has its place, or has none, and it is known whether its client is still there. */
function whenEntered(
  entering: ReturnType<LoadShedder['enter']>,
  { raw: { socket } }: FastifyRequest,
  begin: (place: Place | undefined) => void,
): void {
  const isNew = isNewConnection(socket);
  if (entering instanceof Promise) {
    // Places may become free because clients disconnect. The next turn of the event loop tells whether this one has, too.
    const later = isNew ? afterNextRead : setImmediate;
    void entering.then((place) => {
      later(() => begin(place));
    });
  } else if (isNew && entering !== undefined) afterNextRead(() => begin(entering));
  else begin(entering);
}

interface Client {
  readonly address: string;
  /** The protocol in which it accepts subscriptions; undefined when it accepts none. */
  readonly framing: Framing | undefined;
  readonly waits: WaitClock;
  /** Called when its operation waits to be planned. */
  readonly onPlanning: () => void;
  /** Whether it accepts answers in parts. */
  readonly inParts: boolean;
}

async function identifyAndRun(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GraphQLRouteOptions,
  read: () => SentOperation,
  client: Client,
): Promise<Answer | undefined> {
  options.operations.arrive?.(client.address);
  const pending = authenticate(request.raw, options.verifier);
  const caller = pending instanceof Promise ? await pending : pending;
  return run(request, reply, options, read(), caller, client);
}

async function run(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GraphQLRouteOptions,
  sent: SentOperation,
  caller: Caller,
  { address, framing, inParts, waits, onPlanning }: Client,
): Promise<Answer | undefined> {
  if (framing !== undefined) {
    const operation = options.operations.resolve(sent, request.id);
    const prepared = options.operations.prepare(operation);
    if ('kind' in prepared && prepared.kind === OperationTypeNode.SUBSCRIPTION) {
      noteOperation(request, prepared);
      return subscribe({ request, reply, sent, operation, framing, caller, address }, options);
    }
  }
  const program = readClientProgram(request.headers);
  let isOpen = false;
  const { context, close } = openContext({
    requestId: request.id,
    trace: request.trace,
    caller,
    address,
    clientName: readClientName(request.headers, program),
    program,
    timeoutMs: options.timeoutMs,
    client: reply.raw,
    safeMethod: request.method === 'GET',
    wantsCost: request.headers['graphql-cost'] !== undefined || sent.extensions?.cost === true,
    waits,
    inParts,
    onPlanning,
    onPrepared: (operation) => noteOperation(request, operation),
  });
  try {
    const answer = await options.operations.answer(sent, context);
    if (answer.parted === undefined) return answer;
    isOpen = true;
    return onLastPart(answer, answer.parted, close);
  } finally {
    if (!isOpen) close();
  }
}

/** For the request's span and access line. */
function noteOperation(request: FastifyRequest, operation: PreparedOperation): void {
  nameSpan(request.trace, operation);
  request.operation = operation;
}

/** The media type of a whole answer for a client that accepts a stream only. */
const streamed: Negotiated = { type: 'application/graphql-response+json', legacy: false };

function codingOf({ headers }: FastifyRequest, { compression }: GraphQLRouteOptions): Coding | undefined {
  return compression ? negotiateCoding(headers['accept-encoding']) : undefined;
}

/**
 * Answers a request that did not become an operation, and counts it.
 *
 * @returns the code that the client received
 */
function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  { reason, refusal, answer }: NamedRefusal,
  { countRefusal }: GraphQLRouteOptions,
): string {
  const { status, headers, body, failure = '' } = answer ?? writeAnswer({ errors: [refusal] }, request.id);
  if (reply.sent) return failure;
  countRefusal?.(reason);
  // In the media type that was asked for: Apollo Client reads no errors from another one unless its status is 200.
  const { type } = negotiate(request.headers.accept) ?? { type: 'application/json' };
  void reply
    .status(status)
    .headers({ ...headers, 'content-type': `${type}; charset=utf-8` })
    .send(body);
  return failure;
}
