import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const options = {
  subgraphs: { things: { sdl: 'type Query { open: String }', resolvers: { Query: { open: () => 'open' } } } },
};
let development: TestRouter;
let production: TestRouter;

beforeAll(async () => {
  development = await startTestRouter({ ...options, environment: { NODE_ENV: 'development' } });
  production = await startTestRouter(options);
});
afterAll(async () => {
  await development.close();
  await production.close();
});

/** The status of a query, and of the explorer's page, sent with this `Host`. */
function statuses(router: TestRouter, host: string): Promise<number[]> {
  const get = (path: string) =>
    new Promise<number>((resolve, reject) => {
      request(new URL(path, router.url), { headers: { host } }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end();
    });
  return Promise.all(['/graphql?query={open}', '/'].map(get));
}

describe('a router in development', () => {
  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '127.1.2.3', '[::1]:4000', 'shop.localhost:80'])(
    'answers to %s',
    async (host) => expect(await statuses(development, host)).toEqual([200, 200]),
  );

  it.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4000',
    'evil-localhost',
    '10.0.0.1',
    '169.254.169.254',
    '0.0.0.0:4000',
    'user@localhost',
  ])('does not answer to %j', async (host) => {
    expect(await statuses(development, host)).toEqual([421, 421]);
  });
});

it('a router in production answers to the name that its proxy uses', async () => {
  expect(await statuses(production, 'shop.example')).toEqual([200, 404]);
});
