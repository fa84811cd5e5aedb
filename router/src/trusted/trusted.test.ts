import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type AskOptions, type TestRouter } from '../testing/router.js';

const shop = { sdl: 'type Query { item(id: ID): String }', resolvers: { Query: { item: () => 'item' } } };
const body = 'query Item($id: ID) { item(id: $id) }';
const idOf = (query: string) => createHash('sha256').update(query).digest('hex');
const other = '{ other: item }';

let directory: string;
let path: string;
let router: TestRouter;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'trusted-'));
  path = join(directory, 'manifest.json');
  const operations = [{ id: idOf(body), name: 'Item', type: 'query', body }];
  await writeFile(
    path,
    JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
  );
});
afterAll(() => rm(directory, { recursive: true }));
afterEach(() => router.close());

async function start(mode: string) {
  router = await startTestRouter({
    subgraphs: { shop },
    environment: { TRUSTED_DOCUMENTS_PATH: path, TRUSTED_DOCUMENTS: mode },
  });
}

/** Sends something that may have no query. */
async function send(parameters: object) {
  const response = await fetch(router.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  return {
    status: response.status,
    body: (await response.json()) as {
      data?: unknown;
      errors?: { message: string; extensions: { code: string } }[];
    },
  };
}
const persisted = (query: string): Pick<AskOptions, 'extensions'> => ({
  extensions: { persistedQuery: { version: 1, sha256Hash: idOf(query) } },
});
const answer = { status: 200, body: { data: { item: 'item' } } };

describe('registered operations', () => {
  it('are run by id, in both ways to send one, by POST and by GET', async () => {
    await start('accept');
    expect(await send(persisted(body))).toEqual(answer);
    expect(await send({ documentId: idOf(body), variables: { id: '1' } })).toEqual(answer);
    const search = new URLSearchParams({ extensions: JSON.stringify(persisted(body).extensions) });
    const response = await fetch(`${router.url}?${String(search)}`);
    expect(await response.json()).toEqual(answer.body);
  });

  it('are planned before the router is ready, and found with and without their names', async () => {
    await start('accept');
    const lookups = async () => {
      const text = await (await fetch(`${router.adminUrl}/metrics`)).text();
      const count = (outcome: string) =>
        Number(
          new RegExp(`^router_prepared_operations_total.*"${outcome}".* (\\d+)$`, 'm').exec(text)?.[1] ?? 0,
        );
      return { found: count('found'), missing: count('missing') };
    };
    expect(await lookups()).toEqual({ found: 0, missing: 1 });
    await send(persisted(body));
    await send({ documentId: idOf(body), operationName: 'Item' });
    expect(await lookups()).toEqual({ found: 2, missing: 1 });
  });

  it('leave others alone unless told to', async () => {
    await start('accept');
    expect((await router.ask(other)).body.data).toEqual({ other: 'item' });
  });

  it.each(['application/json', 'application/graphql-response+json', 'application/json, */*'])(
    'are told apart from unknown hashes in the words that make clients of %s send queries alone',
    async (accept) => {
      await start('accept');
      const response = await fetch(router.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify(persisted(other)),
      });
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
      const { errors, data } = (await response.json()) as Awaited<ReturnType<typeof send>>['body'];
      expect(data).toBeUndefined();
      expect(errors?.[0]).toMatchObject({
        message: 'PersistedQueryNotSupported',
        extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
      });
    },
  );

  it('are told apart from unknown documents', async () => {
    await start('accept');
    const { status, body: unknown } = await send({ documentId: idOf(other) });
    expect([status, unknown.errors?.[0]?.extensions.code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it('are not made by sending a query with its hash', async () => {
    await start('accept');
    expect((await router.ask(other, persisted(other))).body.data).toEqual({ other: 'item' });
    expect((await send(persisted(other))).body.errors).toHaveLength(1);
  });

  it('are not what an id of another query says', async () => {
    await start('accept');
    expect((await router.ask(other, persisted(body))).status).toBe(400);
  });

  it.each(['x', 1, null, [], { sha256Hash: 5 }, { version: 1 }])(
    'are not found under %j',
    async (persistedQuery) => {
      await start('accept');
      expect((await send({ extensions: { persistedQuery } })).status).toBe(400);
    },
  );

  it('can be all that is accepted', async () => {
    await start('enforce');
    expect(await send(persisted(body))).toEqual(answer);
    expect((await router.ask(body)).body).toEqual(answer.body);
    const requests = await router.countRequests(async () => {
      for (const refused of [
        await router.ask(other),
        await router.ask(other, persisted(other)),
        await router.ask(`${body} `),
      ]) {
        expect([refused.status, refused.body.errors?.[0]?.extensions?.code]).toEqual([
          400,
          'OPERATION_NOT_TRUSTED',
        ]);
      }
    });
    expect(requests).toBe(0);
  });

  it('can be all that is not logged', async () => {
    await start('report');
    await router.ask(body);
    await router.ask(other);
    const reports = router.log.filter((line) => line.includes('operation is not trusted'));
    expect(reports.map((line) => (JSON.parse(line) as { hash: string }).hash)).toEqual([idOf(other)]);
  });

  it.each(['report', 'enforce'])('are logged without what is written in them in mode %s', async (mode) => {
    await start(mode);
    const name = 'N'.repeat(5_000);
    await router.ask(`query ${name} { item(id: "hunter2") }`, { operationName: name });
    expect(router.log.join('')).toContain('operation is not trusted');
    expect(router.log.join('')).not.toContain('hunter2');
    expect(router.log.join('').length).toBeLessThan(2_000);
  });
});
