import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createLogger } from '../../logger.js';
import { createOutboundClient, type OutboundClient, type OutboundOptions } from '../client.js';
import type { OutboundOutcome } from '../outcome.js';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const closers: (() => void | Promise<void>)[] = [];

/** Ends the clients and services of a test. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0)) await close();
}

export const ok: Handler = (_request, response) => response.end('{"data":{"done":true}}');
export const silent: Handler = () => undefined;

/** A service whose behaviour a test may change while it runs. */
export async function startService(handler: Handler, host = '127.0.0.1', port = 0) {
  const service = { handler, requests: 0, probes: 0, connections: 0, url: '', port: 0 };
  const server = createHttpServer({ keepAliveTimeout: 65_000 }, (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      service[body.includes('__typename') ? 'probes' : 'requests'] += 1;
      service.handler(request, response);
    });
  });
  server.on('connection', (socket) => {
    service.connections += 1;
    socket.on('close', () => (service.connections -= 1));
  });
  service.port = await listen(server, host, port);
  service.url = `http://${host}:${service.port}/graphql`;
  closers.push(() => server.closeAllConnections());
  return service;
}

export async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  closers.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A client of a service, with the outcomes of its attempts and its log. */
export function open(
  urls: readonly string[],
  options: Partial<
    Pick<
      OutboundOptions<unknown>,
      'circuit' | 'connectionAgeMs' | 'connections' | 'lookup' | 'lookupMs' | 'onCircuitChange' | 'timeoutMs'
    >
  > = {},
) {
  const outcomes: OutboundOutcome[] = [];
  const log: Record<string, unknown>[] = [];
  const client = createOutboundClient({
    name: 'shop',
    urls,
    logger: createLogger(
      { service: 'test', level: 'warn' },
      { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) },
    ),
    timeoutMs: options.timeoutMs ?? 30_000,
    maxResponseBytes: 1_000_000,
    connections: 16,
    ...options,
    retries: { max: 1, delayMs: 1, ratio: 0.1, saved: 10 },
    read: ({ data }) => data,
    observe: (outcome) => void outcomes.push(outcome),
  });
  closers.push(() => client.close());
  return { client, outcomes, log };
}

export function send(
  client: OutboundClient<unknown>,
  query = '{ done }',
  isRepeatable = true,
  address?: string,
): Promise<unknown> {
  return client.send({
    body: JSON.stringify({ query }),
    caller: { subject: undefined, scopes: new Set(), address },
    requestId: 'r1',
    isRepeatable,
    deadline: performance.now() + 60_000,
  });
}
