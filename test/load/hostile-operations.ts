import { randomUUID } from 'node:crypto';
import type { Callers, OperationRun } from '../e2e/registered-operations/runs.js';

/** An operation whose cost is compared with its work. */
export type PricedRun = Pick<OperationRun, 'as' | 'prepare'> & {
  readonly document: { readonly name: string; readonly text: string };
};

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id } errors { __typename } }
}`;
const QUOTE = 'query ($input: QuoteInput!) { quote(input: $input) { total { amount } } }';
const SEARCH = `query ($filter: ProductFilter) {
  products(first: 1, sort: RELEVANCE, filter: $filter) { nodes { name } }
}`;
const ALL = 'query ($filter: ProductFilter) { products(first: 100, filter: $filter) { nodes { id } } }';

/** A hundred characters, which is the maximum length of a search. */
const WORDS = 'chai chang tofu queso sauce bread fish meat sugar cream '.repeat(2).slice(0, 100);

async function lines({ anonymous }: Callers, count: number) {
  const { products } = await anonymous.data<{ products: { nodes: { id: string }[] } }>(ALL, {
    filter: { inStock: true },
  });
  return products.nodes.slice(0, count).map(({ id }) => ({ productId: id, quantity: 1 }));
}

const placing = (count: number): PricedRun => ({
  document: { name: `an order (lines: ${count})`, text: PLACE },
  as: ({ customer }) => customer,
  prepare: async (callers) => ({
    input: { idempotencyKey: randomUUID(), lines: await lines(callers, count) },
  }),
});

const searching = (name: string, search: string): PricedRun => ({
  document: { name, text: SEARCH },
  as: ({ anonymous }) => anonymous,
  prepare: () => Promise.resolve({ filter: { search } }),
});

/** Operations that a client would choose to get much work for little cost. */
export const HOSTILE: readonly PricedRun[] = [
  placing(1),
  placing(5),
  placing(50),
  {
    document: { name: 'a quote of 50 products', text: QUOTE },
    as: ({ anonymous }) => anonymous,
    prepare: async (callers) => ({ input: { lines: await lines(callers, 50) } }),
  },
  searching('a search of many words', WORDS),
  searching('a search of single letters', 'c a s t'),
  {
    document: {
      name: 'one page under twenty aliases',
      text: `{ ${Array.from(
        { length: 20 },
        (_, at) =>
          `a${at}: products(first: 1, sort: BEST_SELLING, filter: { minPrice: "${at}.00" }) { nodes { name } }`,
      ).join(' ')} }`,
    },
    as: ({ anonymous }) => anonymous,
    prepare: () => Promise.resolve({}),
  },
];
