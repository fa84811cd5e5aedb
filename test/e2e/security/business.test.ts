import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';
import { ask, expectNothingRevealed, watchCanary } from './support/attack.js';

let url: string;
let token: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
  token = await accessTokenOf(url, 'customer@demo.shop');
});
watchCanary(() => url);

const mutation = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id status } errors { __typename ... on UserError { message } } } }`;
const line = (quantity: unknown, productId: unknown = 'nw-product-1') => ({ productId, quantity });
const stock = async () => (await ask(url, '{ products(first: 77) { nodes { id stock } } }')).data;

describe('orders that make no sense', () => {
  it.each<[string, object]>([
    ['no lines', { lines: [] }],
    ['quantity 0', { lines: [line(0)] }],
    ['quantity -1', { lines: [line(-1)] }],
    ['quantity 1.5', { lines: [line(1.5)] }],
    ['quantity 1001', { lines: [line(1_001)] }],
    ['quantity 2³¹', { lines: [line(2 ** 31)] }],
    ['quantity as text', { lines: [line('1')] }],
    ['501 lines', { lines: Array.from({ length: 501 }, () => line(1)) }],
    ['one product in 200 lines', { lines: Array.from({ length: 200 }, () => line(1)) }],
    ['one product in ten lines, together too many', { lines: Array.from({ length: 10 }, () => line(1_000)) }],
    ['an unknown product', { lines: [line(1, 'nobody')] }],
    ['an operator for product', { lines: [line(1, { $ne: null })] }],
    ['more than there is', { lines: [line(1_000)] }],
    ['another total than it costs', { lines: [line(1)], expectedTotal: '0.01' }],
    ['a negative total', { lines: [line(1)], expectedTotal: '-18.00' }],
    ['a total beyond numbers', { lines: [line(1)], expectedTotal: '9'.repeat(40) }],
    ['a total that is none', { lines: [line(1)], expectedTotal: 'NaN' }],
    ['an empty key', { lines: [line(1)], idempotencyKey: '' }],
    ['a key of a kilobyte', { lines: [line(1)], idempotencyKey: 'x'.repeat(1_000) }],
  ])('%s: nothing is ordered, no stock moves', async (_name, input) => {
    const before = await stock();
    const outcome = await ask(url, mutation, {
      token,
      variables: { input: { idempotencyKey: randomUUID(), ...input } },
    });
    const payload = (
      outcome.data as { placeOrder?: { order: { status: string } | null; errors: unknown[] } } | null
    )?.placeOrder;
    expect(payload?.order?.status ?? 'REJECTED').toBe('REJECTED');
    expect((payload?.errors.length ?? 0) + outcome.errors.length).toBeGreaterThan(0);
    expect(outcome.codes).not.toContain('INTERNAL_SERVER_ERROR');
    expect(await stock()).toEqual(before);
    expectNothingRevealed(outcome.text);
  });

  it('without a customer: refused', async () => {
    const { data, codes } = await ask(url, mutation, {
      variables: { input: { lines: [line(1)], idempotencyKey: 'x' } },
    });
    expect([data ?? null, codes]).toEqual([null, ['UNAUTHORIZED_FIELD_OR_TYPE']]);
  });
});
