import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@supergraph/service-kit/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRouterConfig } from './config.js';
import { openLocalPlanner } from './planning/local-planner.js';
import { startRouter } from './server.js';
import { startTestRouter } from './testing/router.js';

const shop = { sdl: 'type Query { item: String }', resolvers: { Query: { item: () => 'item' } } };

describe('a router that cannot start', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'server-'));
    await writeFile(join(directory, 'not.graphql'), 'type Query { a: Int }');
    await writeFile(join(directory, 'broken.graphql'), 'type {');
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each<[string, Record<string, string>, RegExp]>([
    ['a supergraph that is not there', { SUPERGRAPH_PATH: '/nowhere.graphql' }, /SUPERGRAPH_PATH.*compose/],
    ['SDL that is none', { SUPERGRAPH_PATH: 'broken.graphql' }, /not GraphQL SDL/],
    ['a schema that is no supergraph', { SUPERGRAPH_PATH: 'not.graphql' }, /not a supergraph/],
    [
      'half an issuer',
      { JWT_ISSUER: 'https://issuer.example' },
      /JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE go together/,
    ],
    [
      'revocations of no issuer',
      { JWT_REVOCATIONS_URL: 'https://issuer.example/revocations' },
      /JWT_REVOCATIONS_URL needs JWT_JWKS_URL/,
    ],
    ['HMAC', { JWT_ALGORITHMS: 'HS256' }, /JWT_ALGORITHMS.*RS256/],
    ['no algorithm', { JWT_ALGORITHMS: 'none' }, /JWT_ALGORITHMS/],
    ['a port that is none', { PORT: 'http' }, /PORT/],
    ['a URL that is none', { SUBGRAPH_URLS: 'shop=nowhere' }, /SUBGRAPH_URLS.*NAME=http/],
    [
      'an address that is none',
      { SUBGRAPH_URLS: 'shop=http://127.0.0.1:1|nowhere' },
      /SUBGRAPH_URLS.*NAME=http/,
    ],
    [
      'a time-out that is none',
      { SUBGRAPH_TIMEOUT_MS: '8000,shop=soon' },
      /SUBGRAPH_TIMEOUT_MS.*8000,users=3000/,
    ],
    ['a subgraph nobody knows', { SUBGRAPH_URLS: 'stranger=http://127.0.0.1:1/' }, /no subgraph stranger/],
    ['an envelope key that is none', { ENVELOPE_KEYS_OUT: 'products=k1:short' }, /envelope key/],
    [
      'envelope keys for some subgraphs only',
      { ENVELOPE_KEYS_OUT: `products=k1:${'A'.repeat(43)}` },
      /no key for orders, users/,
    ],
    ['a limit that is none', { LIMIT_COST: 'much' }, /LIMIT_COST/],
    [
      'trusted documents that are not there',
      { TRUSTED_DOCUMENTS: 'enforce', TRUSTED_DOCUMENTS_PATH: '/nowhere.json' },
      /TRUSTED_DOCUMENTS_PATH/,
    ],
  ])('for %s says so in one line', async (_name, variables, message) => {
    const path = variables.SUPERGRAPH_PATH;
    const environment = {
      ALLOW_NO_ISSUER: 'true',
      ...variables,
      ...(path === undefined || path.startsWith('/') ? {} : { SUPERGRAPH_PATH: join(directory, path) }),
    };
    const start = async () => {
      const config = readRouterConfig({ PORT: '0', ...environment });
      return startRouter(config, createLogger({ service: 'router', level: 'silent' }), {
        openPlanner: openLocalPlanner,
      });
    };
    const failure = await start().then(
      () => 'started',
      (error: unknown) =>
        error instanceof Error && error.name === 'StartError' ? error.message : String(error),
    );
    expect(failure).toMatch(message);
    expect(failure).not.toContain('\n');
  });
});

describe('a router without NODE_ENV', () => {
  it('is as closed as in production', async () => {
    const router = await startTestRouter({ subgraphs: { shop } });
    try {
      expect((await fetch(new URL('/', router.url))).status).toBe(404);
      expect((await router.ask('{ __schema { queryType { name } } }')).status).toBe(400);
      const answer = await router.ask('{ item }', {
        headers: { origin: 'https://studio.apollographql.com' },
      });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await router.close();
    }
  });
});

describe('a router without envelope keys', () => {
  it.each<[string, Record<string, string>, boolean]>([
    ['says so as it starts', {}, true],
    ['says nothing when it has them', { ENVELOPE_KEYS_OUT: `shop=k1:${'A'.repeat(43)}` }, false],
  ])('%s', async (_name, environment, warns) => {
    const router = await startTestRouter({ subgraphs: { shop }, environment });
    try {
      expect(router.log.some((line) => line.includes('ENVELOPE_KEYS_OUT') && line.includes('"warn"'))).toBe(
        warns,
      );
      expect((await router.ask('{ item }')).body).toEqual({ data: { item: 'item' } });
    } finally {
      await router.close();
    }
  });
});

describe('a router that knows no issuer', () => {
  it('takes everyone for anonymous, whatever they send', async () => {
    const environment = { JWT_JWKS_URL: '', JWT_ISSUER: '', JWT_AUDIENCE: '' };
    const router = await startTestRouter({ subgraphs: { shop }, environment });
    try {
      expect((await router.ask('{ item }', { token: 'whatever' })).body).toEqual({ data: { item: 'item' } });
    } finally {
      await router.close();
    }
  });
});

describe('a router that stops', () => {
  it('answers what it has begun', async () => {
    let answer: () => void = () => undefined;
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const router = await startTestRouter({
      subgraphs: {
        shop: {
          sdl: shop.sdl,
          handle(_request, response) {
            answer = () => response.writeHead(200).end('{"data":{"item":"late"}}');
            arrived();
          },
        },
      },
    });
    const request = router.ask('{ item }');
    await asked;
    const closed = router.close();
    answer();
    expect((await request).body).toEqual({ data: { item: 'late' } });
    await closed;
  });

  it('does not wait for what never ends', async () => {
    let arrived: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const router = await startTestRouter({
      subgraphs: { shop: { sdl: shop.sdl, handle: () => arrived() } },
      environment: { SUBGRAPH_TIMEOUT_MS: '60000', SUBGRAPH_SILENCE_MS: '60000' },
    });
    const request = router.ask('{ item }').catch(() => 'cut');
    await asked;
    const started = performance.now();
    await router.close();
    expect(performance.now() - started).toBeLessThan(4_500);
    expect(await request).toBe('cut');
  });
});
