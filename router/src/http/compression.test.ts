import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';
import { MIN_COMPRESSED_BYTES } from './compression.js';

const long = 'Chartreuse verte '.repeat(200);
const options = {
  subgraphs: {
    shop: {
      sdl: 'type Query { long: String short: String many: [String] }',
      resolvers: {
        Query: {
          long: () => long,
          short: () => 'short',
          many: () => Array.from({ length: 4_000 }, (_, index) => `Chang ${index}`),
        },
      },
    },
  },
};

let router: TestRouter;
let plain: TestRouter;
beforeAll(async () => {
  router = await startTestRouter({ ...options, environment: { CORS_ORIGINS: 'https://shop.example' } });
  plain = await startTestRouter({ ...options, environment: { COMPRESSION: 'false' } });
});
afterAll(async () => {
  await router.close();
  await plain.close();
});

/** Sends a query by GET and gets the answer as it is on the wire, which `fetch` would decode. */
function get(to: TestRouter, query: string, encoding?: string) {
  return new Promise<{ headers: Record<string, unknown>; status: number; body: Buffer }>(
    (resolve, reject) => {
      const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
      request(`${to.url}?${String(new URLSearchParams({ query }))}`, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            headers: response.headers,
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks),
          }),
        );
      })
        .on('error', reject)
        .end();
    },
  );
}

const decode = { br: brotliDecompressSync, gzip: gunzipSync } as const;

describe('a long answer', () => {
  it.each<[string, keyof typeof decode]>([
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
  ])('to accept-encoding: %s is in %s', async (encoding, coding) => {
    for (const [query, data] of [
      ['{ long }', { long }],
      ['{ many }', { many: options.subgraphs.shop.resolvers.Query.many() }],
    ] as const) {
      const { headers, body } = await get(router, query, encoding);
      expect(headers['content-encoding']).toBe(coding);
      expect(headers['content-length']).toBe(String(body.length));
      expect(headers.vary).toBe('origin, accept, authorization, accept-encoding');
      expect(JSON.parse(decode[coding](body).toString())).toEqual({ data });
      expect(body.length).toBeLessThan(JSON.stringify({ data }).length / 2);
    }
  });

  it.each([undefined, 'identity', 'deflate', 'br;q=0', 'br;q=x', '', '*;q=0'])(
    'to accept-encoding: %s is not compressed',
    async (encoding) => {
      const { headers, body } = await get(router, '{ long }', encoding);
      expect([headers['content-encoding'], headers.vary]).toEqual([
        undefined,
        'origin, accept, authorization, accept-encoding',
      ]);
      expect(JSON.parse(body.toString())).toEqual({ data: { long } });
    },
  );

  it('is not compressed where a proxy does it', async () => {
    const { headers } = await get(plain, '{ long }', 'br');
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'origin, accept, authorization']);
  });
});

it('a short answer is not compressed, and says that a longer one may be', async () => {
  const { headers, body } = await get(router, '{ short }', 'br');
  expect(body.length).toBeLessThan(MIN_COMPRESSED_BYTES);
  expect([headers['content-encoding'], headers.vary]).toEqual([
    undefined,
    'origin, accept, authorization, accept-encoding',
  ]);
});

it('a long refusal of an operation is compressed with its status and headers', async () => {
  const query = `{ ${'unknownFieldWithQuiteALongNameThatIsRepeatedInTheMessageOfTheError'.repeat(5)} a b c d }`;
  const { status, headers, body } = await get(router, query, 'gzip');
  expect([status, headers['content-encoding'], headers['cache-control']]).toEqual([
    400,
    'gzip',
    'private, no-store',
  ]);
  expect(gunzipSync(body).toString()).toContain('GRAPHQL_VALIDATION_FAILED');
});
