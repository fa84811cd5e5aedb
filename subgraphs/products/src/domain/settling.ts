import type { Logger } from '@supergraph/service-kit';
import { settle, settlementsOf } from './ledger-changes.js';
import { hasBooked, holdOf, type Ledger } from './ledger.js';
import type { Ledgers } from './ledgers.js';
import type { SettlementOutcome } from './order-stock.js';
import { changedTooOften, MAX_LOST_RACES } from './races.js';
import type { Stock } from './repositories.js';

interface Dependencies {
  readonly ledgers: Ledgers;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Settles the units of one product that orders hold, all in one update.
 *
 * @param known the ledger as it was just read, without `closed`. That is enough when every order has a hold, because
 *   settling an order removes its hold.
 */
export async function settleUnits(
  { ledgers, logger, now }: Dependencies,
  name: 'finalise' | 'release',
  productId: string,
  orders: readonly string[],
  known: Stock | undefined,
): Promise<SettlementOutcome[]> {
  const outcomes = new Map<string, SettlementOutcome>();
  let ledger: Ledger | undefined = hasHolds(known, orders) ? { ...known, closed: [] } : undefined;
  for (let lost = 0; lost < MAX_LOST_RACES; lost += 1) {
    ledger ??= await ledgers.read(productId, orders.flatMap(settlementsOf));
    if (ledger === undefined) return orders.map(() => 'UNKNOWN_PRODUCT');
    const { holds, others } = openOf(ledger, orders);
    for (const order of orders) outcomes.set(order, 'ALREADY_SETTLED');
    for (const order of [...holds.map((hold) => hold.order), ...others]) outcomes.set(order, 'SETTLED');
    if (name === 'finalise' && others.length > 0)
      logger.warn({ orders: others, productId }, 'orders finalise what they do not hold');
    const settled = holds.length + others.length === 0;
    if (settled || (await ledgers.change(productId, settle(name, holds, others, now()))) !== undefined)
      return orders.map((order) => outcomes.get(order) ?? 'ALREADY_SETTLED');
    ledger = undefined;
  }
  throw changedTooOften(productId);
}

function hasHolds(ledger: Stock | undefined, orders: readonly string[]): ledger is Stock {
  return ledger !== undefined && orders.every((order) => holdOf(ledger, order) !== undefined);
}

/** The holds of the unsettled orders, and the unsettled orders without a hold. */
function openOf(ledger: Ledger, orders: readonly string[]) {
  const open = [...new Set(orders)].filter((order) => !hasBooked(ledger, ...settlementsOf(order)));
  const holds = open.flatMap((order) => holdOf(ledger, order) ?? []);
  const others = open.filter((order) => holdOf(ledger, order) === undefined);
  return { holds, others };
}
