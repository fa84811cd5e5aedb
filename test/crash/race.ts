import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '../e2e/support/client.js';
import type { Crowd } from './crowd.js';

export interface Payload {
  readonly order: { readonly id: string; readonly number: number; readonly status: string } | null;
  readonly errors: readonly { readonly __typename: string }[];
}

const PLACE = `mutation ($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id number status } errors { __typename } }
}`;

const CREATE = 'mutation ($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }';

export async function create({ staff }: Crowd, stock: number): Promise<string> {
  const input = { sku: randomUUID(), name: 'Rare', price: { amount: '10.00', currency: 'USD' }, stock };
  const { data } = await staff.ask(CREATE, { input });
  return (data as { createProduct: { product: { id: string } } }).createProduct.product.id;
}

/** Places an order for one unit of each product, and retries with the same key when the shop is overloaded. */
export async function place(
  client: Client,
  productIds: readonly string[],
  idempotencyKey: string,
): Promise<Payload> {
  const input = { idempotencyKey, lines: productIds.map((productId) => ({ productId, quantity: 1 })) };
  for (;;) {
    const { data, errors } = await client.ask(PLACE, { input });
    const payload = (data as { placeOrder: Payload | null } | undefined)?.placeOrder;
    if (payload != null) return payload;
    const code = errors?.[0]?.extensions?.code;
    if (code !== 'SERVICE_UNAVAILABLE' && code !== 'TIMEOUT')
      throw new Error(`placing an order failed: ${JSON.stringify(errors)}`);
    await sleep(250 + Math.random() * 500);
  }
}

export interface RaceReport {
  /** The number of buyers by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** The median and the 99th percentile of the buyers' waiting time, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

interface Race {
  readonly buyers: number;
  readonly units: number;
}

/**
 * Lets all buyers order one unit of a scarce product at the same time. Rehearsals with other products come first and
 * are not measured, because a service that has just started still compiles its code.
 *
 * @param rehearsals the number of rehearsals
 */
export async function runRace(crowd: Crowd, race: Race, rehearsals: number): Promise<RaceReport> {
  for (let round = 0; round < rehearsals; round += 1) await rush(crowd, race);
  const { outcomes, times } = await rush(crowd, race);
  times.sort((a, b) => a - b);
  const percentile = (share: number) => times[Math.ceil(times.length * share) - 1] ?? 0;
  return { outcomes, p50: percentile(0.5), p99: percentile(0.99) };
}

/** Buyers have their tokens before the start, so signing in is not measured. */
async function rush(crowd: Crowd, { buyers, units }: Race) {
  const id = await create(crowd, units);
  const clients = Array.from({ length: buyers }, () => crowd.customer(randomUUID()));
  const outcomes: Record<string, number> = {};
  const times: number[] = [];
  await Promise.all(
    clients.map(async (client) => {
      const started = performance.now();
      const { order, errors } = await place(client, [id], 'key');
      times.push(performance.now() - started);
      const outcome = [order?.status, ...errors.map((error) => error.__typename)].join(' ');
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }),
  );
  return { outcomes, times };
}
