import { expect, it } from 'vitest';
import { startTestRouter } from '../testing/router.js';
import { decideOverrides } from './override-labels.js';

const requestOf = (subject: string | undefined, address?: string) => ({
  caller: { subject, scopes: new Set<string>(), claims: {} },
  address,
});

it('holds for the share of callers that a percentage says, and always for the same', () => {
  const decide = decideOverrides(['percent(5)', 'percent(20.5)', 'percent(0)', 'percent(100)'], new Set());
  const counts = [0, 0, 0, 0];
  for (let number = 0; number < 10_000; number++) {
    const { key, holds } = decide(requestOf(`user-${number}`));
    expect(decide(requestOf(`user-${number}`)).key).toBe(key);
    const decisions = [...holds.values()];
    for (const [index, isIn] of decisions.entries()) counts[index] = (counts[index] ?? 0) + (isIn ? 1 : 0);
    // A caller who is among the few is among the many.
    if (decisions[0] === true) expect(decisions[1]).toBe(true);
  }
  expect(counts[0]).toBeGreaterThan(400);
  expect(counts[0]).toBeLessThan(600);
  expect(counts[1]).toBeGreaterThan(1_850);
  expect(counts[1]).toBeLessThan(2_250);
  expect(counts.slice(2)).toEqual([0, 10_000]);
});

it('tells callers without a subject by their address', () => {
  const decide = decideOverrides(['percent(50)'], new Set());
  const keys = Array.from(
    { length: 50 },
    (_, number) => decide(requestOf(undefined, `10.0.0.${number}`)).key,
  );
  expect(new Set(keys)).toEqual(new Set(['0', '1']));
});

it('holds for all by other labels that are enabled, and for none by those that are not', () => {
  const decide = decideOverrides(['new-prices', 'new-stock'], new Set(['new-stock', 'unknown']));
  expect(decide(requestOf('anyone')).holds).toEqual(
    new Map([
      ['new-prices', false],
      ['new-stock', true],
    ]),
  );
});

it('sends a field to the subgraph that its label says, for each caller', async () => {
  const sdl = (definitions: string) => `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@override"])
    ${definitions}`;
  const resolvers = (from: string) => ({
    Query: { product: () => ({ id: '1' }) },
    Product: {
      __resolveReference: ({ id }: { id: string }) => ({ id }),
      name: () => from,
      price: () => from,
      stock: () => from,
      colour: () => from,
    },
  });
  const router = await startTestRouter({
    subgraphs: {
      old: {
        sdl: sdl(`type Query { product: Product }
          type Product @key(fields: "id") { id: ID!  name: String  price: String  stock: String  colour: String }`),
        resolvers: resolvers('old'),
      },
      new: {
        sdl: sdl(`type Product @key(fields: "id") {
          id: ID!
          name: String @override(from: "old", label: "percent(100)")
          price: String @override(from: "old", label: "new-prices")
          stock: String @override(from: "old", label: "new-stock")
          colour: String @override(from: "old", label: "percent(50)")
        }`),
        resolvers: resolvers('new'),
      },
    },
    environment: { OVERRIDE_LABELS: 'new-prices, another' },
  });
  try {
    const colours = new Set<unknown>();
    for (let number = 0; number < 16; number++) {
      const { body } = await router.ask('{ product { name price stock colour } }', {
        as: { sub: `user-${number}` },
      });
      const { product } = body.data as { product: Record<string, string> };
      expect(product).toMatchObject({ name: 'new', price: 'new', stock: 'old' });
      colours.add(product.colour);
    }
    expect(colours).toEqual(new Set(['old', 'new']));
  } finally {
    await router.close();
  }
});
