import { request } from 'node:http';
import { createHttpServer, createLogger } from '@supergraph/service-kit/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';
import { sendAnswer } from './send-answer.js';

const long = 'Chartreuse verte '.repeat(200);
const shop = {
  sdl: 'type Query { short: String long: String accents: String }',
  resolvers: { Query: { short: () => 'short', long: () => long, accents: () => 'Côte de Blaye ☕' } },
};
const ORIGIN = 'https://shop.example';

let router: TestRouter;
beforeAll(async () => {
  const environment = { CORS_ORIGINS: ORIGIN, ACCESS_LOG_RATIO: '1' };
  router = await startTestRouter({ subgraphs: { shop }, environment });
});
afterAll(() => router.close());

interface Received {
  readonly rawHeaders: readonly string[];
  readonly names: readonly string[];
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Sends a query and gets the answer as it is on the wire. */
function send(query: string, sent: Record<string, string> = {}, method = 'GET'): Promise<Received> {
  return new Promise((resolve, reject) => {
    const url = `${router.url}?${String(new URLSearchParams({ query }))}`;
    request(url, { method, headers: { origin: ORIGIN, ...sent } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { rawHeaders, headers } = response;
        const names = rawHeaders.filter((_, index) => index % 2 === 0).sort();
        resolve({ rawHeaders, names, headers, body: Buffer.concat(chunks) });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Headers that Fastify sends with a refusal, which an answer with data does not have. */
const OF_REFUSALS = ['allow', 'cache-control'];

describe('an answer', () => {
  it('has every header, once, that hooks set on any other answer of the server', async () => {
    const refused = await send('{ short }', {}, 'PUT');
    const expected = refused.names.filter((name) => !OF_REFUSALS.includes(name));
    expect((await send('{ short }')).names).toEqual(expected);
    expect(expected).toEqual(
      expect.arrayContaining(['access-control-allow-origin', 'x-content-type-options', 'x-request-id']),
    );
  });

  it('has them also when it is compressed', async () => {
    const plain = await send('{ long }');
    const compressed = await send('{ long }', { 'accept-encoding': 'gzip' });
    expect(compressed.names.filter((name) => name !== 'content-encoding')).toEqual(plain.names);
    expect(compressed.headers.vary).toBe('origin, accept, authorization, accept-encoding');
    expect(Number(compressed.headers['content-length'])).toBe(compressed.body.length);
  });

  it('has its length in bytes', async () => {
    for (const field of ['short', 'long', 'accents']) {
      const { headers, body } = await send(`{ ${field} }`);
      expect(Number(headers['content-length'])).toBe(body.length);
      expect(JSON.parse(body.toString())).toHaveProperty(
        ['data', field],
        shop.resolvers.Query[field as 'short'](),
      );
    }
  });

  it('of a router that stops closes its connection', async () => {
    const stopping = await startTestRouter({ subgraphs: { shop }, environment: { DRAIN_MS: '3000' } });
    const stopped = stopping.close();
    const { headers } = await stopping.ask('{ short }');
    expect(headers.get('connection')).toBe('close');
    await stopped;
  });

  it('has an access line and is counted', async () => {
    const { headers } = await send('{ short }');
    const id = headers['x-request-id'];
    await expect
      .poll(() => router.log.filter((line) => line.includes(String(id)) && line.includes('"status":200')))
      .toHaveLength(1);
    const metrics = await (await fetch(`${router.adminUrl}/metrics`)).text();
    expect(metrics).toMatch(/^router_operation_seconds_count\{outcome="answered"\} [1-9]/m);
  });
});

it('with a header that cannot be sent leaves the request to be answered with the error', async () => {
  const server = createHttpServer({ logger: createLogger({ service: 'test', level: 'silent' }) });
  const negotiated = { type: 'application/json', legacy: false } as const;
  server.get('/', (request, reply) => {
    const answer = {
      status: 200,
      headers: { 'x-lines': 'two\nlines' },
      body: '{}',
      isAscii: true,
      failure: undefined,
      isWhole: true,
    };
    void sendAnswer(request, reply, answer, negotiated, { compression: false });
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  expect((await fetch(url, { signal: AbortSignal.timeout(10_000) })).status).toBe(500);
  await server.close();
});
