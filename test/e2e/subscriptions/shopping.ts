import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Client } from '../support/client.js';

/** A subscription to all orders of the caller, with fields of two subgraphs. */
export const MINE = 'subscription { myOrdersChanged { id status lines { product { name } } } }';

export const PRODUCT_ID = 'nw-product-4';
export const PRODUCT_NAME = "Chef Anton's Cajun Seasoning";

interface Placed {
  readonly order: { readonly id: string; readonly status: string } | null;
  readonly errors: readonly unknown[];
}

/**
 * Repeats its request while the order is kept to be placed later, as happens on a busy machine.
 *
 * @returns the id of a new order that is CONFIRMED
 */
export async function placeOrder(customer: Client): Promise<string> {
  const input = { idempotencyKey: randomUUID(), lines: [{ productId: PRODUCT_ID, quantity: 1 }] };
  let id = '';
  const place = async () => {
    const { data } = await customer.ask(
      `mutation ($input: PlaceOrderInput!) {
        placeOrder(input: $input) { order { id status } errors { __typename } }
      }`,
      { input },
    );
    const { placeOrder: placed } = data as { placeOrder: Placed | null };
    id = placed?.order?.id ?? '';
    return placed;
  };
  await expect.poll(place, { timeout: 60_000 }).toMatchObject({ order: { status: 'CONFIRMED' }, errors: [] });
  return id;
}

export async function shipOrder(staff: Client, orderId: string): Promise<void> {
  const shipped = await staff.data<{ shipOrder: { errors: unknown[] } }>(
    'mutation ($input: ShipOrderInput!) { shipOrder(input: $input) { errors { __typename } } }',
    { input: { orderId } },
  );
  expect(shipped.shipOrder.errors).toEqual([]);
}
