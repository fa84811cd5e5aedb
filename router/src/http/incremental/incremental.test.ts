import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../../testing/router.js';

let answerReviews: (() => void) | undefined;
let isWaiting: (() => void) | undefined;
let router: TestRouter;

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@authenticated"])';

let isSilentAsked: (() => void) | undefined;
let isSilentLeft: (() => void) | undefined;

const subgraphs = {
  silent: {
    sdl: `${LINK} type Product @key(fields: "id") { id: ID! silent: String }`,
    handle: (_request: IncomingMessage, response: ServerResponse) => {
      response.on('close', () => isSilentLeft?.());
      isSilentAsked?.();
    },
  },
  products: {
    sdl: `${LINK}
      type Query { product: Product }
      type Product @key(fields: "id") { id: ID! name: String cost: Int @authenticated }`,
    resolvers: {
      Query: { product: () => ({ id: '1', name: 'Chai', cost: 3 }) },
      Product: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Chai', cost: 3 }) },
    },
  },
  reviews: {
    sdl: `${LINK} type Product @key(fields: "id") { id: ID! review: String }`,
    resolvers: {
      Product: {
        __resolveReference: async ({ id }: { id: string }) => {
          await new Promise<void>((resolve) => {
            answerReviews = resolve;
            isWaiting?.();
          });
          return { id, review: 'good' };
        },
      },
    },
  },
};

beforeAll(
  async () =>
    (router = await startTestRouter({
      subgraphs,
      environment: { REQUEST_TIMEOUT_MS: '3000', ACCESS_LOG_RATIO: '1' },
    })),
);
afterAll(() => router.close());
beforeEach(() => (answerReviews = isWaiting = undefined));

const QUERY = '{ product { name ... @defer(label: "reviews") { review } } }';

const requests = new Set<ClientRequest>();
afterEach(() => requests.forEach((sent) => sent.destroy()));

interface Parts {
  readonly response: IncomingMessage;
  /** The next part; undefined after the last. */
  next(): Promise<unknown>;
  leave(): void;
}

/** Reads the parts of an answer as they arrive. */
async function ask(query: string, accept: string, headers: Record<string, string> = {}): Promise<Parts> {
  const sent = request(router.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
  });
  requests.add(sent);
  sent.on('error', () => undefined);
  sent.end(JSON.stringify({ query }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const coding = response.headers['content-encoding'];
  const decoder = coding === 'gzip' ? createGunzip() : coding === 'br' ? createBrotliDecompress() : undefined;
  const body = decoder === undefined ? response : response.pipe(decoder);
  body.on('error', () => undefined);
  const chunks = body.setEncoding('utf8')[Symbol.asyncIterator]();
  let text = '';
  return {
    response,
    leave: () => sent.destroy(),
    async next() {
      for (;;) {
        const end = text.indexOf('\r\n--graphql', 1);
        if (end > 0) {
          const json = text.slice(0, end).split('\r\n\r\n')[1] ?? '';
          text = text.slice(end);
          return JSON.parse(json) as unknown;
        }
        const chunk = await chunks.next();
        if (chunk.done === true) return undefined;
        text += String(chunk.value);
      }
    },
  };
}

const whenAsked = () => new Promise<void>((resolve) => (isWaiting = resolve));

describe('a query with @defer', () => {
  it.each([undefined, 'gzip', 'br'])(
    'is answered in parts by the current draft (coding %s)',
    async (coding) => {
      const asked = whenAsked();
      const parts = await ask(QUERY, 'multipart/mixed;incrementalSpec=v0.2, application/json', {
        ...(coding && { 'accept-encoding': coding }),
      });
      expect(parts.response.headers['content-type']).toBe(
        'multipart/mixed;boundary="graphql";incrementalSpec=v0.2',
      );
      expect(parts.response.headers['content-encoding']).toBe(coding);
      // The reviews are answered only after the first part has arrived.
      expect(await parts.next()).toEqual({
        data: { product: { name: 'Chai' } },
        pending: [{ id: '0', path: ['product'], label: 'reviews' }],
        hasNext: true,
      });
      await asked;
      answerReviews?.();
      expect(await parts.next()).toEqual({
        incremental: [{ id: '0', data: { review: 'good' } }],
        completed: [{ id: '0' }],
        hasNext: false,
      });
      expect(await parts.next()).toBeUndefined();
    },
  );

  it('is answered in parts by the format of August 2022', async () => {
    const asked = whenAsked();
    const parts = await ask(QUERY, 'multipart/mixed;deferSpec=20220824, application/json');
    expect(parts.response.headers['content-type']).toContain('deferSpec=20220824');
    expect(await parts.next()).toEqual({ data: { product: { name: 'Chai' } }, hasNext: true });
    await asked;
    answerReviews?.();
    expect(await parts.next()).toEqual({
      incremental: [{ data: { review: 'good' }, path: ['product'], label: 'reviews' }],
      hasNext: false,
    });
  });

  it('is answered whole to a client that does not accept parts, and no subgraph sees @defer', async () => {
    const asked = whenAsked();
    const answer = router.ask(QUERY);
    await asked;
    answerReviews?.();
    expect((await answer).body).toEqual({ data: { product: { name: 'Chai', review: 'good' } } });
    const bodies = ['products', 'reviews'].flatMap((name) => router.subgraph(name).requests);
    expect(bodies.length).toBeGreaterThan(0);
    expect(JSON.stringify(bodies)).not.toContain('defer');
  });

  it('is answered whole when its condition is false', async () => {
    const asked = whenAsked();
    const answer = ask(
      '{ product { name ... @defer(if: false) { review } } }',
      'multipart/mixed, application/json',
    );
    await asked;
    answerReviews?.();
    expect((await answer).response.headers['content-type']).toContain('application/json');
  });

  it('has the error of a refused field in the part of the field', async () => {
    const parts = await ask('{ product { name ... @defer { cost } } }', 'multipart/mixed');
    expect(await parts.next()).toMatchObject({ data: { product: { name: 'Chai' } } });
    expect(await parts.next()).toMatchObject({
      incremental: [
        { data: { cost: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] },
      ],
      hasNext: false,
    });
  });

  it('is one line of the access log', async () => {
    const asked = whenAsked();
    router.log.length = 0;
    const parts = await ask(QUERY, 'multipart/mixed');
    await parts.next();
    await asked;
    answerReviews?.();
    while ((await parts.next()) !== undefined);
    await expect.poll(() => router.log.filter((line) => line.includes('"request"')).length).toBe(1);
  });

  it('gives up its fetches when the client leaves', async () => {
    const asked = new Promise<void>((resolve) => (isSilentAsked = resolve));
    const left = new Promise<void>((resolve) => (isSilentLeft = resolve));
    router.log.length = 0;
    const parts = await ask('{ product { name ... @defer { silent } } }', 'multipart/mixed');
    await parts.next();
    await asked;
    const began = performance.now();
    parts.leave();
    await left;
    // The deadline would be later.
    expect(performance.now() - began).toBeLessThan(2_000);
    await expect.poll(() => router.log.filter((line) => line.includes('"left":true'))).toHaveLength(1);
    const metrics = async () => (await fetch(`${router.adminUrl}/metrics`)).text();
    await expect.poll(metrics).toMatch(/router_operation_seconds_count\{outcome="left"\} [1-9]/);
  });

  it('ends at the deadline, with the error in the late part', async () => {
    const parts = await ask(QUERY, 'multipart/mixed');
    expect(await parts.next()).toMatchObject({ hasNext: true });
    expect(await parts.next()).toMatchObject({
      incremental: [{ data: { review: null }, errors: [{ extensions: { code: 'TIMEOUT' } }] }],
      hasNext: false,
    });
  });
});
