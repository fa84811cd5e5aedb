import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { ask, expectNothingRevealed, expectRefused, send, watchCanary } from './support/attack.js';

let supergraph: SharedSupergraph;
let url: string;
beforeAll(async () => {
  supergraph = await sharedSupergraph();
  ({ url } = supergraph);
});
watchCanary(() => url);

const texts = [
  '{"$ne":null}',
  '{"$gt":""}',
  '$where',
  '.*',
  '^',
  '(a+)+$',
  'a.b.c',
  '$',
  'sleep(1000)',
  "' || 1==1 || '",
  '\\',
  '../../etc/passwd',
  '%00',
  '<script>',
  '${7*7}',
  '{{7*7}}',
];

describe('in any argument that is text', () => {
  it.each(texts)('%s is text', async (text) => {
    const query = `query ($id: ID!, $text: String!) {
      product(id: $id) { id } category(id: $id) { id } user(id: $id) { id } order(id: $id) { id }
      productBySku(sku: $text) { id } products(filter: { search: $text }) { totalCount } }`;
    const started = performance.now();
    const outcome = await ask(url, query, { variables: { id: text, text } });
    expect(outcome.errors.filter(({ message }) => message.includes('our side'))).toEqual([]);
    expect(outcome.data).toMatchObject({ product: null, category: null, productBySku: null });
    expect((outcome.data as { products: { totalCount: number } }).products.totalCount).toBeLessThan(77);
    expect(performance.now() - started).toBeLessThan(2_000);
    expectNothingRevealed(outcome.text);
  });

  it.each([
    'x',
    '{"$gt":""}',
    Buffer.from('{"$gt":1}').toString('base64'),
    Buffer.from('[{"$ne":1}]').toString('base64url'),
    '\u0000',
    'x'.repeat(5_000),
  ])('a forged cursor (%s) is refused', async (after) => {
    const outcome = await ask(
      url,
      'query ($after: String) { products(first: 1, after: $after) { totalCount } }',
      { variables: { after } },
    );
    expect(outcome.codes).toEqual(['BAD_USER_INPUT']);
    expectNothingRevealed(outcome.text);
  });

  it.each(['NAME; DROP', '$natural', 'constructor', '__proto__', 'name'])(
    'a sort by %s is refused',
    async (sort) => {
      expectRefused(
        await ask(url, 'query ($sort: ProductSort) { products(sort: $sort) { totalCount } }', {
          variables: { sort },
        }),
      );
    },
  );
});

describe('the log', () => {
  it('stays one JSON object a line, whatever is in names and headers', async () => {
    const ansi = '\u001b[31mred\u001b[0m';
    const names = ['a\nb', `"}\n{"level":"error","msg":"forged"}`, ansi, '\u2028', '\r\nforged: 1'];
    for (const name of names) {
      await send(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': name.replace(/[^\x20-\x7e]/g, '?') },
        body: JSON.stringify({ query: `query Q { ${'x'.repeat(10)} }`, operationName: name }),
      });
      await ask(url, 'query ($e: String!) { productBySku(sku: $e) { id } }', { variables: { e: name } });
      await ask(url, 'mutation ($e: String!) { signOut(input: { refreshToken: $e }) { signedOut } }', {
        variables: { e: name },
      });
    }
    for (const service of ['router', ...repositorySubgraphNames()]) {
      const log = await readFile(join(supergraph.dataDir, 'logs', `${service}.log`), 'utf8');
      const lines = log.split('\n').filter((line) => line !== '');
      for (const line of lines) expect(() => JSON.parse(line) as unknown, line).not.toThrow();
      expect(lines.map((line) => (JSON.parse(line) as { msg?: string }).msg)).not.toContain('forged');
      expect(log).not.toContain('\u001b');
    }
  });

  it('holds no password and no token', async () => {
    const query =
      'mutation { signIn(input: { email: "bergs@northwind.example", password: "a-very-secret-word" }) { errors { __typename } } }';
    await ask(url, query);
    await ask(url, '{ me { id } }', { token: 'aaaa.very-secret-token.bbbb' });
    for (const service of ['router', ...repositorySubgraphNames()]) {
      const log = await readFile(join(supergraph.dataDir, 'logs', `${service}.log`), 'utf8');
      expect(log).not.toMatch(/a-very-secret-word|very-secret-token|supergraph-demo|eyJhbGciOi/);
    }
  });
});
