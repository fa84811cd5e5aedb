import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Client } from '../support/client.js';

/** A subscription to all orders of the caller, with fields of two subgraphs. */
export const MINE = 'subscription { myOrdersChanged { id status lines { product { name } } } }';

export const PRODUCT_ID = 'nw-product-4';
export const PRODUCT_NAME = "Chef Anton's Cajun Seasoning";

/** @returns the id of a new order that is CONFIRMED */
export async function placeOrder(customer: Client): Promise<string> {
  const input = { idempotencyKey: randomUUID(), lines: [{ productId: PRODUCT_ID, quantity: 1 }] };
  const placed = await customer.data<{
    placeOrder: { order: { id: string; status: string } | null; errors: unknown[] };
  }>(
    `mutation ($input: PlaceOrderInput!) {
      placeOrder(input: $input) { order { id status } errors { __typename } }
    }`,
    { input },
  );
  expect(placed.placeOrder).toMatchObject({ order: { status: 'CONFIRMED' }, errors: [] });
  return placed.placeOrder.order?.id ?? '';
}

export async function shipOrder(staff: Client, orderId: string): Promise<void> {
  const shipped = await staff.data<{ shipOrder: { errors: unknown[] } }>(
    'mutation ($input: ShipOrderInput!) { shipOrder(input: $input) { errors { __typename } } }',
    { input: { orderId } },
  );
  expect(shipped.shipOrder.errors).toEqual([]);
}
