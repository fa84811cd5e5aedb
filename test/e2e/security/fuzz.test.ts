import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { expectNothingRevealed, post, send, watchCanary } from './support/attack.js';

let url: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
});
watchCanary(() => url);

const good = JSON.stringify({
  query:
    'query Q($id: ID!, $n: Int = 3) { product(id: $id) { ...P } products(first: $n, filter: { search: "tea" }) { nodes { ...P } } } fragment P on Product { id name price { amount } }',
  variables: { id: 'nw-product-1', n: 2 },
  operationName: 'Q',
});

/** The valid body with a few characters removed, inserted or replaced. */
const damaged = fc
  .array(
    fc.record({
      at: fc.nat(good.length),
      drop: fc.nat(8),
      put: fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom(
          '{',
          '}',
          '"',
          '\\',
          '$',
          '...',
          'null',
          '@',
          '(',
          ')',
          '[',
          ']',
          ':',
          '\u0000',
          '\\u0000',
          '\\ud800',
          '__proto__',
        ),
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((edits) =>
    edits.reduce((text, { at, drop, put }) => text.slice(0, at) + put + text.slice(at + drop), good),
  );

const RUNS = { numRuns: 300, seed: 20_260 };

describe('whatever is sent', () => {
  it('a damaged operation is refused or answered, never an accident', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (body) => {
        const outcome = await post(url, body);
        expect(outcome.status, body).toBeLessThan(500);
        expect(outcome.codes, body).not.toContain('INTERNAL_SERVER_ERROR');
        expectNothingRevealed(outcome.text);
      }),
      RUNS,
    );
  });

  it('any JSON in the place of any parameter too', { timeout: 60_000 }, async () => {
    const parameters = fc.record(
      {
        query: fc.jsonValue(),
        variables: fc.jsonValue(),
        operationName: fc.jsonValue(),
        extensions: fc.jsonValue(),
        documentId: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(parameters, async (body) => {
        const outcome = await post(url, JSON.stringify(body));
        expect(outcome.status, JSON.stringify(body)).toBeLessThan(500);
        expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
      }),
      RUNS,
    );
  });

  it('any values of variables too', { timeout: 60_000 }, async () => {
    const query =
      'query Q($id: ID!, $n: Int, $filter: ProductFilter, $sort: ProductSort) { product(id: $id) { id } products(first: $n, filter: $filter, sort: $sort) { totalCount } }';
    const variables = fc.record({
      id: fc.oneof(fc.string(), fc.jsonValue()),
      n: fc.oneof(fc.integer(), fc.jsonValue()),
      filter: fc.oneof(fc.record({ search: fc.string(), inStock: fc.boolean() }), fc.jsonValue()),
      sort: fc.oneof(fc.constantFrom('NAME_ASC', 'NEWEST'), fc.jsonValue()),
    });
    await fc.assert(
      fc.asyncProperty(variables, async (values) => {
        const outcome = await post(url, JSON.stringify({ query, variables: values }));
        expect(outcome.status, JSON.stringify(values)).toBeLessThan(500);
        expect(outcome.codes, JSON.stringify(values)).not.toContain('INTERNAL_SERVER_ERROR');
        expectNothingRevealed(outcome.text);
      }),
      RUNS,
    );
  });

  it('any search of a GET too', { timeout: 60_000 }, async () => {
    const search = fc.dictionary(
      fc.constantFrom('query', 'variables', 'extensions', 'operationName', 'documentId'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(search, fc.webQueryParameters(), async (parameters, rest) => {
        const path = `?${String(new URLSearchParams(parameters))}&${rest}`;
        const outcome = await send(`${url}${path}`);
        expect(outcome.status, path).toBeLessThan(500);
        expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
      }),
      RUNS,
    );
  });
});
