import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRouterConfig } from '../config.js';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `scalar DateTime scalar Decimal scalar CurrencyCode scalar Other
    type Query { item(at: DateTime, price: Decimal, currency: CurrencyCode, other: Other, of: Of): String  now: String }
    input Of { price: Decimal! }`,
  resolvers: { Query: { item: (_: unknown, args: object) => JSON.stringify(args), now: () => 'now' } },
};

describe('values of our own scalars', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      subgraphs: { shop },
      environment: { CHECKED_SCALARS: 'DateTime,Decimal,CurrencyCode' },
    });
  });
  afterAll(() => router.close());

  it.each<[string, string, unknown, RegExp]>([
    ['at', 'DateTime', 'yesterday', /DateTime takes .*, like "2026-01-31T12:00:00Z"/],
    ['at', 'DateTime', '2026-01-31', /DateTime takes/],
    ['at', 'DateTime', 5, /DateTime takes/],
    ['price', 'Decimal', 18, /Decimal takes .*, like "18\.00"/],
    ['price', 'Decimal', 'x', /Decimal takes/],
    ['currency', 'CurrencyCode', 'usd', /CurrencyCode takes .*, like "USD"/],
  ])('%s: a %s %j is refused in a variable and in the query alike', async (name, type, value, message) => {
    const requests = await router.countRequests(async () => {
      const query = `query ($v: ${type}) { now item(${name}: $v) }`;
      const variable = await router.ask(query, { variables: { v: value } });
      expect([variable.status, variable.body.errors?.[0]?.extensions?.code]).toEqual([400, 'BAD_USER_INPUT']);
      expect(variable.body.errors?.[0]?.message).toMatch(message);
      const literal = await router.ask(`{ now item(${name}: ${JSON.stringify(value)}) }`);
      expect([literal.status, literal.body.errors?.[0]?.extensions?.code]).toEqual([
        400,
        'GRAPHQL_VALIDATION_FAILED',
      ]);
      expect(literal.body.errors?.[0]).toMatchObject({ locations: [{ line: 1 }] });
      expect(literal.body.errors?.[0]?.message).toMatch(message);
      for (const { body } of [variable, literal]) expect(body).not.toHaveProperty('data');
    });
    expect(requests).toBe(0);
  });

  it('are refused inside an input, with their place in it', async () => {
    const query = 'query ($of: Of) { item(of: $of) }';
    const { status, body } = await router.ask(query, { variables: { of: { price: 5 } } });
    expect([status, body.errors?.[0]?.message]).toEqual([400, expect.stringContaining('at "of.price"')]);
  });

  it('reach the subgraph as they were sent, in variables, defaults and the query', async () => {
    const given = { at: '2026-01-31T13:00:00+01:00', price: '18.00', currency: 'USD', other: { any: [1] } };
    const query =
      'query ($at: DateTime, $price: Decimal = "18.00", $other: Other) { item(at: $at, price: $price, currency: "USD", other: $other) }';
    const { body } = await router.ask(query, { variables: { at: given.at, other: given.other } });
    expect(JSON.parse((body.data as { item: string }).item)).toEqual(given);
    const inQuery = await router.ask('{ item(at: "2026-01-31T12:00:00Z", price: "1.5") }');
    expect(inQuery.body.errors).toBeUndefined();
  });
});

describe('the scalars that a router checks', () => {
  it('are ours for the supergraph committed with it, and none for another unless they are named', () => {
    expect(readRouterConfig({}).checkedScalars).toEqual(['CurrencyCode', 'DateTime', 'Decimal']);
    expect(readRouterConfig({ SUPERGRAPH_PATH: '/other.graphql' }).checkedScalars).toEqual([]);
    expect(readRouterConfig({ CHECKED_SCALARS: 'none' }).checkedScalars).toEqual([]);
    expect(readRouterConfig({ CHECKED_SCALARS: 'Decimal' }).checkedScalars).toEqual(['Decimal']);
  });

  it('end the start when there is no such scalar', async () => {
    const start = startTestRouter({ subgraphs: { shop }, environment: { CHECKED_SCALARS: 'Money' } });
    await expect(start).rejects.toThrow('CHECKED_SCALARS: Money is none of CurrencyCode, DateTime, Decimal');
  });
});
