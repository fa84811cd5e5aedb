import { expect } from 'vitest';
import type { Answer } from '@supergraph/service-kit/testing';
import { orders, type TestSubgraph } from './test-subgraph.js';

export interface ReservedLine {
  readonly productId: string;
  readonly outcome: string;
  readonly available: number;
  readonly sku: string | null;
  readonly name: string | null;
  readonly unitPrice: { readonly amount: string; readonly currency: string } | null;
}

export interface SettledLine {
  readonly productId: string;
  readonly outcome: string;
}

type Lines = Readonly<Record<string, number>>;

/** The maximum number of attempts at one call while the database is too busy to serve it. */
const MAX_ATTEMPTS = 10;

/** Repeats a call while the database has no free connection, as the orders service does. Every call is idempotent. */
async function untilServed<Data>(call: () => Promise<Answer<Data>>): Promise<Data> {
  for (let attempt = 1; ; attempt += 1) {
    const { data, errors } = await call();
    const [error] = errors ?? [];
    if (error === undefined) return data;
    if (error.extensions.code !== 'SERVICE_UNAVAILABLE' || attempt === MAX_ATTEMPTS)
      throw new Error(error.message);
  }
}

/** The calls of the orders service. */
export function stockCalls(subgraph: TestSubgraph) {
  const settle = async (mutation: string, orderId: string, productIds: string[]) => {
    const data = await untilServed(() =>
      subgraph.ask<Record<string, { orders: { lines: SettledLine[] }[] } | null>>(
        `mutation ($input: SettleOrdersInput!) {
        ${mutation}(input: $input) { orders { lines { productId outcome } } } }`,
        { input: { orders: [{ orderId, productIds }] } },
        orders,
      ),
    );
    return data[mutation]?.orders[0]?.lines.map(({ outcome }) => outcome);
  };
  return {
    async reserve(
      orderId: string,
      lines: Lines,
      { deadline = noHurry(), expectedSubtotal }: { deadline?: Date; expectedSubtotal?: object } = {},
    ): Promise<ReservedLine[]> {
      const order = { orderId, lines: toLines(lines), deadline, expectedSubtotal };
      const data = await untilServed(() => ask(subgraph, order));
      return data.reserveOrders?.orders[0]?.lines ?? [];
    },
    finalise: (orderId: string, ...productIds: string[]) => settle('finaliseOrders', orderId, productIds),
    release: (orderId: string, ...productIds: string[]) => settle('releaseOrders', orderId, productIds),
    async restock(orderId: string, lines: Lines) {
      const data = await untilServed(() =>
        subgraph.ask<{ restockOrder: { lines: SettledLine[] } | null }>(
          'mutation ($input: RestockOrderInput!) { restockOrder(input: $input) { lines { productId outcome } } }',
          { input: { orderId, lines: toLines(lines) } },
          orders,
        ),
      );
      return data.restockOrder?.lines.map(({ outcome }) => outcome);
    },
  };
}

function ask(
  subgraph: TestSubgraph,
  order: object,
): Promise<Answer<{ reserveOrders: { orders: { lines: ReservedLine[] }[] } | null }>> {
  return subgraph.ask(
    `mutation ($input: ReserveOrdersInput!) { reserveOrders(input: $input) { orders {
      lines { productId outcome available sku name unitPrice { amount currency } } } } }`,
    { input: { orders: [order] } },
    orders,
  );
}

function toLines(lines: Lines) {
  return Object.entries(lines).map(([productId, quantity]) => ({ productId, quantity }));
}

/** A deadline late enough for a busy machine, near the latest that is accepted. */
export function noHurry(): Date {
  return inSeconds(80);
}

export function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000);
}

/** The numbers of a product's units in each state. Checks that no unit is missing. */
export async function unitsOf(subgraph: TestSubgraph, id: string) {
  const ledger = await subgraph.models.ledgers.findOne({ _id: id }).lean();
  if (ledger === null) throw new Error(`${id} has no ledger`);
  const { available, sold, received } = ledger;
  const held = ledger.held.reduce((units, { quantity }) => units + quantity, 0);
  expect(available + held + sold).toBe(received);
  expect(Math.min(available, held, sold)).toBeGreaterThanOrEqual(0);
  return { available, held, sold };
}
