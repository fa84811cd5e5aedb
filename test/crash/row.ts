import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { findViolations, type Books, type Checker } from './checker.js';
import type { Payload } from './client.js';
import { endings, type FaultPoint } from './fault-points.js';
import type { Service } from './service.js';
import type { Stack } from './stack.js';

/**
 * How the process is killed: once at the point; again at the same point after a restart; again at the start of
 * recovery.
 */
export const manners = ['once', 'twice', 'in recovery'] as const;
export type Manner = (typeof manners)[number];

export interface Row {
  readonly fault: FaultPoint;
  readonly manner: Manner;
  /** How often a process was killed. */
  readonly deaths: number;
  /** The status of the row's order; `none` when it was not stored. */
  readonly outcome: string;
  /** The time from the last start until no order was open, in milliseconds. */
  readonly recoveryMs: number;
  readonly violations: readonly string[];
}

/** The guarantee: no order is open for longer than this after the last start, in milliseconds. */
const REST_TIMEOUT_MS = 30_000;
const DEATH_TIMEOUT_MS = 10_000;
const AGAIN_TIMEOUT_MS = 1_500;

/** The lease of a consumer that died lasts for 10 seconds, and its successor does nothing before. */
const CONSUMER_AGAIN_TIMEOUT_MS = 15_000;
const MAX_ANSWER_ATTEMPTS = 40;

/** Kills a service at a point in a client's story, lets it recover, and checks the books. */
export async function runRow(
  stack: Stack,
  checker: Checker,
  fault: FaultPoint,
  manner: Manner,
): Promise<Row> {
  const { act, customer } = await prepare(stack, fault);
  const victim = stack[fault.service];
  // The answer is ignored: while the service dies, the client may get any answer or none.
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
  /** The client's action. Repeating it must lead to the same result. */
  readonly act: () => Promise<Payload | undefined>;
  /** A customer used by this row only. */
  readonly customer: string;
}

/** Creates products for this row only, and performs all steps before the fault. */
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

/** Kills the service once more during recovery. Returns the number of kills. */
async function dieAgain(stack: Stack, fault: FaultPoint, manner: Manner): Promise<number> {
  if (manner === 'once') return 0;
  const { service, point } = fault;
  const again = manner === 'twice' ? point : recoveryPointOf(fault);
  if (again !== undefined) {
    await stack[service].start({ FAULT_POINT: again });
    return dieWithin(stack[service], isOfConsumer(point) ? CONSUMER_AGAIN_TIMEOUT_MS : AGAIN_TIMEOUT_MS);
  }
  // Products is running again, and orders dies as soon as it has the answer to the request that failed.
  const [effect] = point.replace('product.follow', 'reserve').split('.');
  await stack.orders.arm({ point: `${effect}.after` });
  await stack.products.start();
  return dieWithin(stack.orders, AGAIN_TIMEOUT_MS);
}

/** The start of recovery, if the service recovers by itself. Products is asked again by orders. */
function recoveryPointOf({ service, point }: FaultPoint): string | undefined {
  if (isOfConsumer(point)) return 'consumer.load.after';
  if (point.startsWith('relay.')) return 'relay.lease.after';
  return service === 'orders' ? 'lease.after' : undefined;
}

function isOfConsumer(point: string): boolean {
  return point.startsWith('consumer.') || point.startsWith('sales.');
}

/** If recovery does not reach the point again, the service is killed in the middle of its work. */
async function dieWithin(service: Service, timeoutMs: number): Promise<number> {
  await service.untilDead(timeoutMs).catch(() => undefined);
  await service.kill();
  return 1;
}

/** Repeats the action, as a client does, while the shop is overloaded. */
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
