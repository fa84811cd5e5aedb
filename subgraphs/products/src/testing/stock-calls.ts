import { expect } from 'vitest';
import type { Answer } from '@supergraph/service-kit/testing';
import { orders, type TestRoom } from './room.js';

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

/** What the orders service asks a room, as it asks it. */
export function stockCalls(room: TestRoom) {
  const settle = async (mutation: string, input: object, type = 'SettleStockInput') => {
    const { data, errors } = await room.ask<Record<string, { lines: SettledLine[] } | null>>(
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { lines { productId outcome } } }`,
      { input },
      orders,
    );
    if (errors !== undefined) throw new Error(errors[0]?.message);
    return data[mutation]?.lines.map(({ outcome }) => outcome);
  };
  return {
    async reserve(orderId: string, lines: Lines, deadline = inSeconds(10)): Promise<ReservedLine[]> {
      const { data, errors } = await ask(room, orderId, lines, deadline);
      if (errors !== undefined) throw new Error(errors[0]?.message);
      return data.reserveStock?.lines ?? [];
    },
    finalise: (orderId: string, ...productIds: string[]) => settle('finaliseStock', { orderId, productIds }),
    release: (orderId: string, ...productIds: string[]) => settle('releaseStock', { orderId, productIds }),
    restock: (orderId: string, lines: Lines) =>
      settle('restockOrder', { orderId, lines: toLines(lines) }, 'RestockOrderInput'),
  };
}

function ask(
  room: TestRoom,
  orderId: string,
  lines: Lines,
  deadline: Date,
): Promise<Answer<{ reserveStock: { lines: ReservedLine[] } | null }>> {
  return room.ask(
    `mutation ($input: ReserveStockInput!) { reserveStock(input: $input) {
      lines { productId outcome available sku name unitPrice { amount currency } } } }`,
    { input: { orderId, deadline: deadline.toISOString(), lines: toLines(lines) } },
    orders,
  );
}

function toLines(lines: Lines) {
  return Object.entries(lines).map(([productId, quantity]) => ({ productId, quantity }));
}

export function inSeconds(seconds: number): Date {
  return new Date(Date.now() + seconds * 1_000);
}

/** Where a product's units are; checks that none is missing. */
export async function unitsOf(room: TestRoom, id: string) {
  const ledger = await room.models.ledgers.findOne({ _id: id }).lean();
  if (ledger === null) throw new Error(`${id} has no ledger`);
  const { available, sold, received } = ledger;
  const held = ledger.held.reduce((units, { quantity }) => units + quantity, 0);
  expect(available + held + sold).toBe(received);
  expect(Math.min(available, held, sold)).toBeGreaterThanOrEqual(0);
  return { available, held, sold };
}
