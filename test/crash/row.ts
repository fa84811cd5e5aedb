import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { findViolations, type Books, type Checker } from './checker.js';
import type { Payload } from './client.js';
import { endings, type FaultPoint } from './fault-points.js';
import type { Service } from './service.js';
import type { Stack } from './stack.js';

/** How often, and where, the process is killed: at the point; there again when it recovers; as it begins to recover. */
export const manners = ['once', 'twice', 'in recovery'] as const;
export type Manner = (typeof manners)[number];

export interface Row {
  readonly fault: FaultPoint;
  readonly manner: Manner;
  /** How often a process really died. */
  readonly deaths: number;
  /** The status of the row's order; `none` when it was never kept. */
  readonly outcome: string;
  /** From the last start until nothing was open any more, in milliseconds. */
  readonly recoveryMs: number;
  readonly violations: readonly string[];
}

/** The promise: nothing is open so long after the last start, in milliseconds. */
const REST_TIMEOUT_MS = 30_000;
const DEATH_TIMEOUT_MS = 10_000;
const AGAIN_TIMEOUT_MS = 1_500;
const MAX_ANSWER_ATTEMPTS = 40;

/** Kills a service at a point in a client's story, lets it recover, and reads the books. */
export async function runRow(
  stack: Stack,
  checker: Checker,
  fault: FaultPoint,
  manner: Manner,
): Promise<Row> {
  const { act, customer } = await prepare(stack, fault);
  const victim = stack[fault.service];
  // What the client hears while the service dies says nothing.
  const acting = act();
  await victim.untilDead(DEATH_TIMEOUT_MS).catch(() => undefined);
  const struck = !victim.alive;
  await acting;
  const more = struck ? await dieAgain(stack, fault, manner) : 0;
  if (!stack.products.alive) await stack.products.start();
  if (!stack.orders.alive) await stack.orders.start();
  const recoveryMs = await untilAtRest(checker);
  const recovered = await checker.read();
  const answer = await untilAnswered(act);
  await untilAtRest(checker);
  const repeated = await checker.read();
  return {
    fault,
    manner,
    deaths: (struck ? 1 : 0) + more,
    outcome: statusOf(recovered, customer) ?? 'none',
    recoveryMs,
    violations: [
      ...(struck ? [] : ['the point was never reached']),
      ...(recoveryMs > REST_TIMEOUT_MS ? ['orders were still open'] : []),
      ...findViolations(recovered),
      ...findViolations(repeated),
      ...(answer === undefined ? ['the client gets no answer after all'] : []),
      ...(statusOf(repeated, customer) === endings[fault.story] ? [] : ['the story ends in another way']),
    ],
  };
}

function statusOf({ orders }: Books, customer: string): string | undefined {
  return orders.findLast(({ customerId }) => customerId === customer)?.status;
}

interface Prepared {
  /** The client's action; done again it must come to the same. */
  readonly act: () => Promise<Payload | undefined>;
  /** A customer of the row's own. */
  readonly customer: string;
}

/** Makes products of the row's own and brings everything to the moment before the fault. */
async function prepare({ shop, orders, products }: Stack, fault: FaultPoint): Promise<Prepared> {
  const customer = randomUUID();
  const [first, second] = await Promise.all([
    shop.create(`${customer}-1`, 5),
    shop.create(`${customer}-2`, 1),
  ]);
  const lines = [
    { productId: first, quantity: 2 },
    { productId: second, quantity: fault.story === 'refuse' ? 2 : 1 },
  ];
  const place = () => shop.place(customer, 'key', lines);
  const arm = () => (fault.service === 'orders' ? orders : products).arm({ point: fault.point });
  const placed = async () => (await place())?.order?.id ?? '';
  switch (fault.story) {
    case 'cancel':
    case 'ship':
    case 'deliver': {
      const id = await placed();
      if (fault.story === 'deliver') await shop.move('shipOrder', id);
      await arm();
      const field = { cancel: 'cancelOrder', ship: 'shipOrder', deliver: 'confirmDelivery' } as const;
      return { customer, act: () => shop.move(field[fault.story as keyof typeof field], id) };
    }
    case 'abandon':
      await abandon(orders, place);
      await orders.start({ FAULT_POINT: fault.point });
      return { customer, act: place };
    case 'outage':
      await arm();
      await products.kill();
      return { customer, act: place };
    default:
      await arm();
      return { customer, act: place };
  }
}

async function abandon(orders: Stack['orders'], place: () => Promise<unknown>): Promise<void> {
  await orders.arm({ point: 'insert.after' });
  await Promise.all([place(), orders.untilDead(DEATH_TIMEOUT_MS)]);
}

/** Lets the victim die once more while what it left is being recovered. Returns how often it did. */
async function dieAgain(stack: Stack, { service, point }: FaultPoint, manner: Manner): Promise<number> {
  if (manner === 'once') return 0;
  if (manner === 'twice') {
    await stack[service].start({ FAULT_POINT: point });
    return dieWithin(stack[service]);
  }
  if (service === 'orders') {
    await stack.orders.start({ FAULT_POINT: 'lease.after' });
    return dieWithin(stack.orders);
  }
  // Products is back, and orders dies as soon as it has been answered what it had asked.
  const [effect] = point.replace(/^(product\.follow|sales\.handle|relay\.\w+)/, 'reserve').split('.');
  await stack.orders.arm({ point: `${effect}.after` });
  await stack.products.start();
  return dieWithin(stack.orders);
}

/** Where recovery does not pass the point again, the process lives on and is killed as it works. */
async function dieWithin(service: Service): Promise<number> {
  await service.untilDead(AGAIN_TIMEOUT_MS).catch(() => undefined);
  await service.kill();
  return 1;
}

/** A client asks again while the shop is too busy to answer. */
async function untilAnswered(act: Prepared['act']): Promise<Payload | undefined> {
  for (let attempt = 1; attempt < MAX_ANSWER_ATTEMPTS; attempt += 1) {
    const answer = await act();
    if (answer !== undefined) return answer;
    await sleep(250);
  }
  return act();
}

async function untilAtRest(checker: Checker): Promise<number> {
  const started = performance.now();
  while ((await checker.countOpen()) > 0 && performance.now() - started <= REST_TIMEOUT_MS) await sleep(20);
  return performance.now() - started;
}
