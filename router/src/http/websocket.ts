import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  beginTrace,
  endTrace,
  type Logger,
  type Place,
  type TraceContext,
} from '@supergraph/service-kit/service';
import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { handleProtocols, makeServer, type Context } from 'graphql-ws';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Caller, ClientProgram } from '../context.js';
import { refuse } from '../errors/refuse.js';
import { authenticate } from '../identity/authenticate.js';
import { BadToken, type TokenVerifier } from '../identity/verify.js';
import type { LoadShedder } from '../limits/load.js';
import { readAddress } from '../limits/rate/address.js';
import { writeAnswer, type Answer } from '../operation/answer.js';
import { nameSpan } from '../operation/name-span.js';
import type { Operations, SentOperation } from '../operations.js';
import { Stop } from '../stop.js';
import { WaitClock } from '../subgraphs/wait-clock.js';
import type { Subscriptions } from '../subscriptions/subscriptions.js';
import { RESTART, WebSocketSubscriber, type Result } from '../subscriptions/websocket-subscriber.js';
import { readClientName, readClientProgram } from './client-name.js';
import type { LoggedOperation } from './access-log.js';
import { isLoopbackHost } from './loopback-host.js';
import { openContext } from './open-context.js';
import type { OriginPolicy } from './origins.js';
import { isGraphQLPath } from './path.js';
import { recordOperation, type Recorders } from './record-operation.js';
import { explainAndLog, overloaded } from './refusal.js';
import { readBody } from './request.js';

export interface WebSocketOptions extends Recorders {
  readonly operations: Operations;
  readonly subscriptions: Subscriptions;
  readonly verifier: TokenVerifier | undefined;
  readonly logger: Logger;
  readonly isAllowedOrigin: OriginPolicy;
  readonly shed: LoadShedder;
  readonly trustedProxies: number;
  /** The longest an operation may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a client may take to send `connection_init`, in milliseconds. */
  readonly initTimeoutMs: number;
  /** The maximum size of a message of a client, in bytes. */
  readonly maxMessageBytes: number;
  /** How much may wait to be read by a client, in bytes. */
  readonly maxUnreadBytes: number;
  /** The maximum number of operations in progress on one connection. */
  readonly maxPerConnection: number;
  readonly heartbeatMs: number;
  /** Whether only loopback names are served. */
  readonly development: boolean;
  /** Called with the reason why a connection or an operation was refused, for metrics. */
  readonly countRefusal?: (reason: string) => void;
}

/** The WebSockets of a server. */
export interface WebSockets {
  /** Asks the clients that are still connected to connect again elsewhere. From then on, upgrades are refused. */
  close(): void;
}

interface Extra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly address: string;
  /**
   * The operations in progress. graphql-ws forgets an operation as soon as its client completes it, while the operation
   * still runs.
   */
  readonly running: Set<Asked>;
  identify: () => Caller | Promise<Caller>;
  /** From `connection_init`, or from the request's headers. */
  program: ClientProgram | undefined;
}

/** The results of `onSubscribe` that `execute` and `subscribe` need. */
interface Asked {
  readonly id: string;
  /** Whether the client has not completed it. */
  readonly isWanted: () => boolean;
  /** Aborted when the client completes it before its end. */
  readonly stop: Stop;
  readonly extra: Extra;
  readonly sent: SentOperation;
  readonly requestId: string;
  readonly trace: TraceContext | undefined;
  readonly operation: LoggedOperation;
  /** When it was received, in milliseconds of `performance.now()`. */
  readonly received: number;
  readonly waits: WaitClock;
}

/** How long a client may take to close its side, in milliseconds. */
const CLOSE_MS = 2_000;

/** The result of an operation whose client has left. */
const UNSENT: Result = {};

/** GraphQL over WebSocket at `/graphql`, by the protocol `graphql-transport-ws`. */
export function serveWebSockets(server: Server, options: WebSocketOptions): WebSockets {
  const { logger, heartbeatMs, maxMessageBytes } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  const graphql = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: options.initTimeoutMs,
    onConnect: (context) => connect(context, options),
    onSubscribe: (context, id, payload) => prepare(context, id, payload, options),
    execute: (args: ExecutionArgs) => answer(args.contextValue as Asked, options) as Promise<ExecutionResult>,
    subscribe: (args: ExecutionArgs) =>
      subscribe(args.contextValue as Asked, options) as Promise<ExecutionResult>,
    // Results are already written as clients see them.
    onNext: (_context, _id, _payload, _args, result) => result,
  });
  let isClosing = false;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = isClosing ? '503 Service Unavailable' : findRefusal(request, options);
    if (refusal !== undefined) {
      options.countRefusal?.('websocket');
      refuseUpgrade(socket, refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const address = readAddress(request, options.trustedProxies);
      const identify = () => authenticate(request, options.verifier);
      const program = readClientProgram(request.headers);
      const extra: Extra = { socket: opened, request, address, identify, program, running: new Set() };
      holdBackUnread(opened, socket, options.maxUnreadBytes);
      attach(extra, (adapted) => graphql.opened(adapted, extra), logger);
    });
  });
  const heartbeat = setInterval(() => ping(sockets.clients), heartbeatMs).unref();
  return {
    close() {
      isClosing = true;
      clearInterval(heartbeat);
      for (const socket of sockets.clients) {
        socket.close(RESTART, 'This server stops: connect again.');
        setTimeout(() => socket.terminate(), CLOSE_MS).unref();
      }
    },
  };
}

/**
 * Node removes its own `error` listener before an upgrade: without another one, a client that resets its connection would
 * end the process. The socket is destroyed because the client could keep its half of the connection open.
 */
function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** A browser lets any page open a WebSocket, and tells only by the `Origin` which page it is. */
function findRefusal(
  { url, headers: { origin, host = '' } }: IncomingMessage,
  { isAllowedOrigin, development }: WebSocketOptions,
): string | undefined {
  if (!isGraphQLPath(url)) return '404 Not Found';
  if (development && !isLoopbackHost(host)) return '421 Misdirected Request';
  const isSame = origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
  if (origin !== undefined && !isSame && !isAllowedOrigin(origin)) return '403 Forbidden';
  return undefined;
}

const unanswered = new WeakSet<WebSocket>();

function ping(sockets: Iterable<WebSocket>): void {
  for (const socket of sockets) {
    if (unanswered.has(socket)) socket.terminate();
    unanswered.add(socket);
    socket.ping();
  }
}

/** Reads no more messages of a client that does not read, because each answer would wait in memory. */
function holdBackUnread(socket: WebSocket, connection: Duplex, maxUnreadBytes: number): void {
  const check = () => {
    if (connection.writableNeedDrain && socket.bufferedAmount > maxUnreadBytes) socket.pause();
  };
  socket.on('message', check).on('ping', check);
  connection.on('drain', () => socket.resume());
}

type Adapter = Parameters<ReturnType<typeof makeServer>['opened']>[0];

/** Connects a socket with graphql-ws, which knows no particular implementation of sockets. */
function attach(
  { socket, running }: Extra,
  open: (adapter: Adapter) => (code?: number, reason?: string) => Promise<void>,
  logger: Logger,
): void {
  socket.on('error', (error) => logger.debug({ err: error }, 'a WebSocket failed'));
  socket.on('pong', () => unanswered.delete(socket));
  const closed = open({
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve, reject) => socket.send(data, (error) => (error ? reject(error) : resolve()))),
    close: (code, reason) => socket.close(code, reason),
    onMessage(receive) {
      socket.on('message', (data: RawData) => {
        receive((data as Buffer).toString()).catch((error: unknown) => {
          if (isOpen(socket)) logger.error({ err: error }, 'a WebSocket message failed');
          socket.close(1011);
        });
        stopUnwanted(running);
      });
    },
  });
  socket.once('close', (code, reason) => {
    for (const { stop } of running) stop.abort();
    void closed(code, reason.toString());
  });
}

/** Stops the operation that the last message has completed. */
function stopUnwanted(running: Iterable<Asked>): void {
  for (const { isWanted, stop } of running) if (!isWanted()) stop.abort();
}

/** @returns false when the client's token is not valid: the connection is then closed with 4403 */
async function connect(
  { extra, connectionParams }: Context<Record<string, unknown>, Extra>,
  { verifier, logger, countRefusal }: WebSocketOptions,
): Promise<boolean> {
  extra.program = readClientProgram(connectionParams ?? {}) ?? extra.program;
  const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
  if (authorization !== undefined && verifier !== undefined) {
    const text = typeof authorization === 'string' ? authorization : '';
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(text)?.[1];
    extra.identify = () => {
      if (token === undefined) throw new BadToken('not a bearer token');
      return verifier.verify(token);
    };
  }
  try {
    await extra.identify();
    return true;
  } catch (error) {
    countRefusal?.(explainAndLog(logger, error, '').reason);
    return false;
  }
}

function prepare(
  connection: Context<Record<string, unknown>, Extra>,
  id: string,
  payload: object,
  options: WebSocketOptions,
): ExecutionArgs | readonly GraphQLError[] {
  const requestId = randomUUID();
  const received = performance.now();
  const waits = new WaitClock();
  const { extra } = connection;
  const { maxPerConnection } = options;
  const refuseWith = (refused: Answer) => {
    const { status, failure = '' } = refused;
    options.operations.countRefused(extra.program, received, refused);
    const ended = { requestId, trace: undefined, operation: undefined, received, waits, status };
    recordOperation(options, { ...ended, outcome: failure, hasLeft: !isOpen(extra.socket) });
    return errorsOf(refused);
  };
  try {
    // graphql-ws has an operation until its answer is sent.
    if (Object.keys(connection.subscriptions).length > maxPerConnection) throw tooMany(maxPerConnection);
    if (extra.running.size >= maxPerConnection) throw tooMany(maxPerConnection);
    options.operations.arrive?.(extra.address);
    const sent = readBody(payload);
    const prepared = options.operations.prepare(options.operations.resolve(sent, requestId));
    if (!('parts' in prepared)) return refuseWith(prepared);
    const trace = beginTrace(extra.request.headers, 'WEBSOCKET /graphql', { 'request.id': requestId });
    nameSpan(trace, prepared);
    const isWanted = () => id in connection.subscriptions;
    const known = { sent, requestId, trace, operation: prepared, received, waits };
    const asked: Asked = { id, isWanted, stop: new Stop(), extra, ...known };
    extra.running.add(asked);
    // graphql-ws reads the kind of the operation from the document, and passes the rest on.
    return { document: prepared.parts.document, contextValue: asked } as unknown as ExecutionArgs;
  } catch (error) {
    return refuseWith(refusalOf(error, requestId, options));
  }
}

/** The results of an operation that metrics and the access log need. */
interface Ended {
  readonly status: number;
  /** Undefined for a subscription that was open, which has metrics of its own. */
  readonly outcome: string | undefined;
  readonly hasLeft: boolean;
}

/** Ends an operation that `prepare` has begun, and records it. Only the first call for an operation has an effect. */
function finish(asked: Asked, ended: Ended, options: WebSocketOptions): void {
  if (!asked.extra.running.delete(asked)) return;
  endTrace(asked.trace);
  const { requestId, trace, operation, received, waits } = asked;
  recordOperation(options, { requestId, trace, operation, received, waits, ...ended });
}

/** Ends an operation that has one answer. */
function finishWith(asked: Asked, { status, failure }: Answer, options: WebSocketOptions): void {
  finish(asked, { status, outcome: failure ?? 'answered', hasLeft: hasLeft(asked) }, options);
}

async function answer(asked: Asked, options: WebSocketOptions): Promise<Result> {
  const { shed, countRefusal } = options;
  const { extra, requestId } = asked;
  const place = await shed.enter(extra.address);
  let answered: Answer | undefined;
  try {
    if (place === undefined) {
      countRefusal?.(overloaded.reason);
      answered = writeAnswer({ errors: [overloaded.refusal] }, requestId);
    } else answered = await run(asked, place, options);
  } catch (error) {
    answered = refusalOf(error, requestId, options);
  } finally {
    if (place !== undefined) shed.leave(place, false);
  }
  if (answered === undefined) {
    finish(asked, { status: 200, outcome: 'left', hasLeft: true }, options);
    return UNSENT;
  }
  finishWith(asked, answered, options);
  return resultOf(answered);
}

/** @returns undefined when the client left before its operation began */
async function run(asked: Asked, place: Place, options: WebSocketOptions): Promise<Answer | undefined> {
  const { operations, shed, timeoutMs } = options;
  const { extra, stop, sent, requestId, trace, waits } = asked;
  const { request, address, program } = extra;
  const caller = hasLeft(asked) ? undefined : await extra.identify();
  if (caller === undefined || hasLeft(asked)) return undefined;
  const { context, abort, close } = openContext({
    requestId,
    trace,
    caller,
    address,
    clientName: readClientName(request.headers, program),
    program,
    timeoutMs,
    safeMethod: false,
    inParts: false,
    waits,
    onPlanning: () => shed.discount(place),
    wantsCost: sent.extensions?.cost === true,
  });
  stop.addEventListener('abort', abort);
  try {
    return await operations.answer(sent, context);
  } finally {
    close();
  }
}

async function subscribe(asked: Asked, options: WebSocketOptions): Promise<Result | WebSocketSubscriber> {
  const { operations, subscriptions, maxUnreadBytes } = options;
  const { id, extra, stop, sent, requestId, trace } = asked;
  const { socket, request, address, program, identify } = extra;
  const subscriber = new WebSocketSubscriber({
    socket,
    id,
    requestId,
    address,
    maxUnreadBytes,
    identify,
    trace,
    clientName: readClientName(request.headers, program),
    onEnd: (left) => finish(asked, { status: 200, outcome: undefined, hasLeft: left }, options),
  });
  try {
    const operation = operations.resolve(sent, requestId);
    const { lastEventId } = sent.extensions ?? {};
    const opened = await subscriptions.open({
      operation,
      subscriber,
      caller: await identify(),
      // Empty text is no event id, so a value of another type is refused.
      lastEventId: lastEventId === undefined || typeof lastEventId === 'string' ? lastEventId : '',
    });
    if ('body' in opened) {
      finishWith(asked, opened, options);
      return resultOf(opened);
    }
    subscriber.onLeave = opened.leave;
    stop.addEventListener('abort', () => void subscriber.return());
    if (hasLeft(asked)) void subscriber.return();
    return subscriber;
  } catch (error) {
    const refused = refusalOf(error, requestId, options);
    finishWith(asked, refused, options);
    return resultOf(refused);
  }
}

/** A listener for `close` is too late when the socket closed while its operation waited. */
function hasLeft({ extra, stop }: Asked): boolean {
  return stop.aborted || !isOpen(extra.socket);
}

function isOpen({ readyState, OPEN }: WebSocket): boolean {
  return readyState === OPEN;
}

function refusalOf(error: unknown, requestId: string, { logger, countRefusal }: WebSocketOptions): Answer {
  const { reason, refusal } = explainAndLog(logger, error, requestId);
  countRefusal?.(reason);
  return writeAnswer({ errors: [refusal] }, requestId);
}

function resultOf({ body }: Answer): Result {
  return JSON.parse(body.toString()) as Result;
}

function errorsOf(refused: Answer): readonly GraphQLError[] {
  const errors = resultOf(refused).errors as readonly {
    message: string;
    extensions?: Record<string, unknown>;
  }[];
  return errors.map(({ message, extensions }) => new GraphQLError(message, { extensions: extensions ?? {} }));
}

function tooMany(limit: number) {
  const message = `At most ${limit} operations may be open on one connection: end one before the next.`;
  return refuse(429, 'RATE_LIMITED', message);
}
