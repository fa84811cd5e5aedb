import { randomUUID } from 'node:crypto';
import * as operations from '@supergraph/schema';
import { accessTokenOf, createClient } from '../e2e/support/client.js';

const PRODUCT = 'nw-product-6';
const UNITS = 100_000;
const newOrder = () => ({
  input: { idempotencyKey: randomUUID(), lines: [{ productId: PRODUCT, quantity: 1 }] },
});

/** The operations of a signed-in customer, with their variables. */
const STEPS: readonly (readonly [{ readonly text: string }, () => object])[] = [
  [operations.webBrowse, () => ({ filter: { inStock: true } })],
  [operations.webProductPage, () => ({ id: PRODUCT })],
  [operations.webSearch, () => ({ words: 'sauce' })],
  [operations.webAccount, () => ({})],
  [operations.webOrderHistory, () => ({})],
  [operations.webPlaceOrder, newOrder],
  [operations.mobileHome, () => ({})],
];

/** @returns the body of the n-th request of a shopping customer */
export function shoppingRequest(at: number): string {
  const [operation, variables] = STEPS[at % STEPS.length] ?? [operations.mobileHome, () => ({})];
  return JSON.stringify({ query: operation.text, variables: variables() });
}

/** Adds enough units of the product that shopping customers order. */
export async function stockUp(url: string): Promise<void> {
  const staff = createClient(url, await accessTokenOf(url, 'staff@demo.shop'));
  const input = { productId: PRODUCT, delta: UNITS, reason: 'For the load.', idempotencyKey: randomUUID() };
  await staff.data(operations.webStaffAdjustStock.text, { input });
}

/** Variables without limits that a single customer would meet under load. */
export const UNLIMITED = {
  router: { RATE_LIMIT_PER_USER: '0', RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_REQUESTS: '0' },
  orders: { ORDERS_PER_HOUR: '1000000', PENDING_ORDERS_PER_CUSTOMER: '1000' },
  users: {
    SIGN_INS_PER_MINUTE: '1000000',
    SIGN_UPS_PER_HOUR: '1000000',
    PASSWORD_RESETS_PER_HOUR: '1000000',
  },
};
