import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { signIn, type Client } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';

let customer: Client;
let staff: Client;

beforeAll(async () => {
  const { url } = await sharedSupergraph();
  customer = await signIn(url, 'customer@demo.shop');
  staff = await signIn(url, 'staff@demo.shop');
});

interface Inventory {
  readonly available: number;
  readonly held: number;
  readonly sold: number;
  readonly received: number;
}

/** Reads the stock of Chef Anton's Cajun Seasoning and of Grandma's Boysenberry Spread. */
async function stock(): Promise<Inventory[]> {
  const data = await staff.data<Record<'a' | 'b', { inventory: Inventory }>>(`{
    a: productBySku(sku: "NW-0004") { inventory { available held sold received } }
    b: productBySku(sku: "NW-0006") { inventory { available held sold received } }
  }`);
  return [data.a.inventory, data.b.inventory];
}

const placeOrder = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order { id number status total { amount currency } }
    errors { __typename ... on UserError { message } }
  }
}`;

describe('an order for two products', () => {
  it('is placed, seen with its live products, cancelled, and takes and returns the stock', async () => {
    const before = await stock();
    const input = {
      idempotencyKey: randomUUID(),
      lines: [
        { productId: 'nw-product-4', quantity: 3 },
        { productId: 'nw-product-6', quantity: 2 },
      ],
    };
    const placed = await customer.data<{ placeOrder: { order: { id: string } | null; errors: unknown[] } }>(
      placeOrder,
      { input },
    );
    // 3 × 22.00 + 2 × 25.00
    expect(placed.placeOrder).toMatchObject({
      order: { status: 'CONFIRMED', total: { amount: '116.00', currency: 'USD' } },
      errors: [],
    });
    const orderId = placed.placeOrder.order?.id;

    const again = await customer.data<typeof placed>(placeOrder, { input });
    expect(again.placeOrder.order?.id).toBe(orderId);

    const seen = await customer.data<{ me: { orders: { nodes: { id: string }[] } } }>(`{
      me { orders(first: 1) { nodes {
        id status
        lines { productName quantity product { sku name } }
      } } }
    }`);
    expect(seen.me.orders.nodes[0]).toEqual({
      id: orderId,
      status: 'CONFIRMED',
      lines: [
        line("Chef Anton's Cajun Seasoning", 3, 'NW-0004'),
        line("Grandma's Boysenberry Spread", 2, 'NW-0006'),
      ],
    });
    // The held units are counted as sold soon after the answer.
    await expect.poll(stock).toEqual([taken(before[0], 3), taken(before[1], 2)]);

    const cancelled = await customer.data<{ cancelOrder: object }>(
      `mutation ($id: ID!) {
        cancelOrder(input: { orderId: $id, reason: "changed my mind" }) {
          order { status history { status } }
          errors { __typename }
        }
      }`,
      { id: orderId },
    );
    expect(cancelled.cancelOrder).toEqual({
      order: {
        status: 'CANCELLED',
        history: [{ status: 'PENDING' }, { status: 'CONFIRMED' }, { status: 'CANCELLED' }],
      },
      errors: [],
    });
    expect(await stock()).toEqual(before);
  });

  it('says what is missing when there is not enough, and takes nothing', async () => {
    const before = await stock();
    const answer = await customer.data<{ placeOrder: object }>(
      `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) {
        order { status }
        errors { ... on InsufficientStock { requested available product { sku } } }
      } }`,
      {
        input: {
          idempotencyKey: randomUUID(),
          lines: [
            { productId: 'nw-product-4', quantity: 1 },
            { productId: 'nw-product-6', quantity: 1000 },
          ],
        },
      },
    );
    expect(answer.placeOrder).toEqual({
      order: { status: 'REJECTED' },
      errors: [{ requested: 1000, available: before[1]?.available, product: { sku: 'NW-0006' } }],
    });
    expect(await stock()).toEqual(before);
  });
});

function line(name: string, quantity: number, sku: string) {
  return { productName: name, quantity, product: { sku, name } };
}

function taken(stock: Inventory | undefined, quantity: number) {
  if (stock === undefined) throw new Error('there is no stock');
  return { ...stock, available: stock.available - quantity, sold: stock.sold + quantity };
}
