import { request, type OutgoingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const allowed = 'https://shop.example';
const evil = 'https://evil.example';
const options = {
  subgraphs: {
    shop: {
      sdl: 'type Query { item: String } type Mutation { buy: String }',
      resolvers: { Query: { item: () => 'item' }, Mutation: { buy: () => 'bought' } },
    },
  },
};

let production: TestRouter;
let development: TestRouter;
beforeAll(async () => {
  production = await startTestRouter({ ...options, environment: { CORS_ORIGINS: allowed } });
  development = await startTestRouter({
    ...options,
    environment: { CORS_ORIGINS: allowed, NODE_ENV: 'development' },
  });
});
afterAll(async () => {
  await production.close();
  await development.close();
});

/** Sends a GET with these headers and no others; `fetch` would add its own. */
function get(router: TestRouter, headers: OutgoingHttpHeaders, query = '{ item }') {
  return new Promise<{ status: number; body: string; headers: OutgoingHttpHeaders }>((resolve, reject) => {
    request(`${router.url}?${String(new URLSearchParams({ query }))}`, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
    })
      .on('error', reject)
      .end();
  });
}

type Names<Values> = Record<string, Values>;
const sites: Names<string | undefined> = {
  'no site': undefined,
  'same origin': 'same-origin',
  'same site': 'same-site',
  'another site': 'cross-site',
  'the user': 'none',
};
const origins: Names<string | undefined> = {
  'no origin': undefined,
  'an allowed origin': allowed,
  'another origin': evil,
  'a sandboxed frame': 'null',
};
/** Mode and destination of the requests that browsers send by GET. */
const kinds: Names<readonly [mode: string | undefined, destination: string | undefined]> = {
  'a program': [undefined, undefined],
  'a program with fetch': ['cors', undefined],
  'a script': ['cors', 'empty'],
  'a script that reads no answer': ['no-cors', 'empty'],
  'an image': ['no-cors', 'image'],
  'an image with crossorigin': ['cors', 'image'],
  'a script element': ['no-cors', 'script'],
  'a style sheet': ['no-cors', 'style'],
  'a link or a form': ['navigate', 'document'],
  'a frame': ['navigate', 'iframe'],
};

/** Whether the router answers, said without the code's own words: a program's or an allowed script's request. */
function isAnswered(site: string, origin: string, kind: string): boolean {
  if (!/^a program|^a script( that reads no answer)?$/.test(kind)) return false;
  if (site === 'same origin' || site === 'the user') return true;
  if (origin === 'an allowed origin') return true;
  return origin === 'no origin' && site === 'no site';
}

const combinations = Object.keys(sites).flatMap((site) =>
  Object.keys(origins).flatMap((origin) => Object.keys(kinds).map((kind) => ({ site, origin, kind }))),
);

describe('a query by GET', () => {
  it.each(combinations)('from $site with $origin by $kind', async ({ site, origin, kind }) => {
    const [mode, destination] = kinds[kind] ?? [];
    const sent = {
      'sec-fetch-site': sites[site],
      origin: origins[origin],
      'sec-fetch-mode': mode,
      'sec-fetch-dest': destination,
      // A page may claim any of these; none makes a foreign request an allowed one.
      accept: 'application/graphql-response+json, application/json',
    };
    const headers = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
    const { status, body } = await get(production, headers);
    expect(status).toBe(isAnswered(site, origin, kind) ? 200 : 403);
    expect(body).toContain(isAnswered(site, origin, kind) ? '"item":"item"' : '"FORBIDDEN"');
  });

  it('that is refused asks no subgraph and is kept by no cache', async () => {
    const requests = await production.countRequests(async () => {
      const { headers } = await get(production, {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'no-cors',
      });
      expect(headers['cache-control']).toBe('private, no-store');
    });
    expect(requests).toBe(0);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:5173', 'http://[::1]:8080', 'https://app.localhost'])(
    'from %s is answered in development alone',
    async (origin) => {
      const headers = {
        origin,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'cors',
        'sec-fetch-dest': 'empty',
      };
      const answer = await get(development, headers);
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, origin]);
      const refused = await get(production, headers);
      expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    },
  );

  it.each([
    'https://localhost.evil.example',
    'https://evil.example/localhost',
    'http://127.0.0.1.evil.example',
  ])('from %s is refused in development too', async (origin) =>
    expect((await get(development, { origin })).status).toBe(403),
  );
});

it.each([{}, { 'sec-fetch-site': 'same-origin' }, { origin: allowed }])(
  'a mutation by GET is refused and not executed with %j',
  async (headers) => {
    const requests = await production.countRequests(async () => {
      const answer = await get(production, headers, 'mutation { buy }');
      expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    });
    expect(requests).toBe(0);
  },
);
