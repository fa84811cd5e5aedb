import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createEnvelopeSigner,
  createEnvelopeVerifier,
  createLogger,
  ENVELOPE_HEADER,
  parseKeyRings,
  readTraceContext,
  useAmbientTraces,
} from '@supergraph/service-kit';
import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { StockFailed, StockUnavailable } from '../../domain/stock.js';
import { createProductsClient, type ProductsClient } from './client.js';
import { createStock } from './stock.js';

const secret = Buffer.alloc(32, 7).toString('base64url');
const prompt = { requestId: 'r1', pace: 'prompt' } as const;
const closers: (() => Promise<unknown>)[] = [];

type Behaviour = (request: IncomingMessage, response: ServerResponse, body: string, call: number) => void;

/** A products service that does what the test wants, on a real socket, behind a real verifier of envelopes. */
async function startProducts(behave: Behaviour): Promise<{ client: ProductsClient; calls: () => number }> {
  const verifier = createEnvelopeVerifier({
    audience: 'products',
    rings: parseKeyRings(`orders=k1:${secret}`),
  });
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      expect(verifier.verify(request.headers[ENVELOPE_HEADER], body).service).toBe('orders');
      calls += 1;
      behave(request, response, body.toString(), calls);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = connect(server);
  closers.push(async () => {
    await client.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { client, calls: () => calls };
}

function connect(server: Server): ProductsClient {
  return createProductsClient({
    urls: [`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`],
    signer: createEnvelopeSigner({ issuer: 'orders', rings: parseKeyRings(`products=k1:${secret}`) }),
    logger: createLogger({ service: 'test', level: 'silent' }),
    registry: new Registry(),
  });
}

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const ok: Behaviour = (_request, response) => response.end(JSON.stringify({ data: { done: true } }));

test('an answer is returned', async () => {
  const { client } = await startProducts(ok);
  expect(await client.call('mutation { done }', {}, prompt)).toEqual({ done: true });
});

test('the trace of the request that it is part of goes on in products', async () => {
  useAmbientTraces();
  const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
  const seen: unknown[] = [];
  const { client } = await startProducts((request, response, ...rest) => {
    seen.push(request.headers.traceparent);
    ok(request, response, ...rest);
  });
  const call = () => client.call('mutation { done }', {}, prompt);
  await context.with(readTraceContext({ traceparent }) ?? ROOT_CONTEXT, call);
  await call();
  expect(seen).toEqual([traceparent, undefined]);
});

test.each<[string, Behaviour]>([
  ['a reset connection', (request) => request.socket.destroy()],
  ['a server error', (_request, response) => response.writeHead(503).end()],
  ['HTML', (_request, response) => response.end('<h1>Bad gateway</h1>')],
  [
    'an internal error',
    (_request, response) =>
      response.end(
        JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] }),
      ),
  ],
])('after %s it is asked again, under a new envelope', async (_what, fail) => {
  const { client, calls } = await startProducts((...all) => (all[3] === 1 ? fail(...all) : ok(...all)));
  expect(await client.call('mutation { done }', {}, prompt)).toEqual({ done: true });
  expect(calls()).toBe(2);
});

test('while products refuses all envelopes, orders wait as when it is away', async () => {
  const { client, calls } = await startProducts((_request, response) => response.writeHead(401).end());
  const call = client.call('mutation { done }', {}, prompt);
  await expect(call).rejects.toBeInstanceOf(StockUnavailable);
  await expect(call).rejects.toThrow('check the keys and the clocks of both services');
  expect(calls()).toBe(1);
});

test('what products refuses is not asked again', async () => {
  const { client, calls } = await startProducts((_request, response) =>
    response.end(JSON.stringify({ errors: [{ message: 'x', extensions: { code: 'BAD_USER_INPUT' } }] })),
  );
  const call = client.call('mutation { done }', {}, prompt);
  await expect(call).rejects.toThrow('BAD_USER_INPUT');
  await expect(call).rejects.not.toBeInstanceOf(StockUnavailable);
  expect(calls()).toBe(1);
});

const internal = JSON.stringify({
  errors: [{ message: 'x', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
});

function requestOf(orderId: string, productId: string) {
  return { orderId, lines: [{ productId, quantity: 1 }], deadline: new Date(), expectedSubtotal: null };
}

test('one order that products fails at, time and again, takes products from no other', async () => {
  const { client } = await startProducts((_request, response, body) => {
    const { variables } = JSON.parse(body) as { variables: { input: { orders: { orderId: string }[] } } };
    const { orders } = variables.input;
    const failing = orders.some(({ orderId }) => orderId === 'bad');
    const answer = { data: { reserveOrders: { orders: orders.map(() => ({ lines: [] })) } } };
    response.end(failing ? internal : JSON.stringify(answer));
  });
  const stock = createStock(client, createLogger({ service: 'test', level: 'silent' }));
  const reserve = (order: string) => stock.reserve(requestOf(order, order), prompt);
  for (let round = 0; round < 8; round += 1) {
    const good = Array.from({ length: 20 }, (_, at) => reserve(`good-${round}-${at}`));
    const bad = reserve('bad');
    const more = Array.from({ length: 20 }, (_, at) => reserve(`more-${round}-${at}`));
    await expect(bad).rejects.toBeInstanceOf(StockFailed);
    await expect(Promise.all([...good, ...more])).resolves.toHaveLength(40);
  }
});

test('failures that products answers do not open the circuit: it is there for others', async () => {
  const { client } = await startProducts((...all) =>
    all[2].includes('bad') ? all[1].end(internal) : ok(...all),
  );
  for (let call = 0; call < 12; call += 1) {
    await expect(client.call('mutation { bad }', {}, prompt)).rejects.toBeInstanceOf(StockFailed);
  }
  expect(await client.call('mutation { done }', {}, prompt)).toEqual({ done: true });
});

test('when products hangs, the call ends within two seconds', async () => {
  const { client } = await startProducts(() => undefined);
  const started = performance.now();
  await expect(client.call('mutation { done }', {}, prompt)).rejects.toBeInstanceOf(StockUnavailable);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('when products hangs, callers who find all places taken do not wait longer', async () => {
  const { client } = await startProducts(() => undefined);
  const started = performance.now();
  const calls = Array.from({ length: 200 }, () => client.call('mutation { done }', {}, prompt));
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('when products hangs, orders that wait to share a call hear of it with the first, and it is left alone', async () => {
  const { client, calls } = await startProducts(() => undefined);
  const stock = createStock(client, createLogger({ service: 'test', level: 'silent' }));
  const started = performance.now();
  const orders = Array.from({ length: 400 }, (_, at) => `order-${at}`);
  const reservations = orders.map((order) => stock.reserve(requestOf(order, 'p'), prompt));
  const outcomes = await Promise.allSettled(reservations);
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(calls()).toBeLessThan(8);
});

test('when products hangs, nobody waits for the patient call that finds out whether it is back', async () => {
  const { client, calls } = await startProducts(() => undefined);
  const call = (pace: 'prompt' | 'patient') =>
    client.call('mutation { done }', {}, { requestId: 'r1', pace });
  await Promise.allSettled(Array.from({ length: 4 }, () => call('prompt')));
  const before = calls();
  // The circuit lets the first through that comes once it was open for long enough.
  await expect
    .poll(() => {
      void call('patient').catch(() => undefined);
      return calls();
    })
    .toBe(before + 1);
  const started = performance.now();
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => call('prompt')));
  expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  expect(performance.now() - started).toBeLessThan(1_400);
  expect(calls()).toBe(before + 1);
});

test('after failures in a row products is left alone for a while', async () => {
  const { client, calls } = await startProducts((_request, response) => response.writeHead(503).end());
  for (let call = 0; call < 8; call += 1) {
    await expect(client.call('mutation { done }', {}, prompt)).rejects.toBeInstanceOf(StockUnavailable);
  }
  const before = calls();
  expect(before).toBe(10);
  const started = performance.now();
  await expect(client.call('mutation { done }', {}, prompt)).rejects.toBeInstanceOf(StockUnavailable);
  expect(performance.now() - started).toBeLessThan(100);
  expect(calls()).toBe(before);
});
