import type { ReservationOutcome } from '../domain/reservation.js';

/** A minimal model of the stock of one product, without documents, races and pruning. */
export interface ReferenceStock {
  available: number;
  held: number;
  sold: number;
  received: number;
  discontinued: boolean;
  readonly orders: Map<string, ReferenceOrder>;
}

interface ReferenceOrder {
  units: number;
  where: 'nowhere' | 'held' | 'sold' | 'back';
  settled: boolean;
  restocked: boolean;
}

export function createReference(units: number): ReferenceStock {
  return { available: units, held: 0, sold: 0, received: units, discontinued: false, orders: new Map() };
}

export function referenceReserve(stock: ReferenceStock, order: string, units: number): ReservationOutcome {
  const entry = entryOf(stock, order);
  if (entry.where === 'held') return 'HELD';
  if (entry.settled || entry.restocked) return 'CLOSED';
  if (stock.discontinued) return 'DISCONTINUED';
  if (stock.available < units) return 'INSUFFICIENT';
  stock.available -= units;
  stock.held += units;
  Object.assign(entry, { units, where: 'held' });
  return 'HELD';
}

export function referenceSettle(stock: ReferenceStock, order: string, as: 'finalise' | 'release'): boolean {
  const entry = entryOf(stock, order);
  if (entry.settled) return false;
  entry.settled = true;
  if (entry.where !== 'held') {
    if (as === 'release') entry.where = 'back';
    return true;
  }
  stock.held -= entry.units;
  if (as === 'finalise') stock.sold += entry.units;
  else stock.available += entry.units;
  entry.where = as === 'finalise' ? 'sold' : 'back';
  return true;
}

/** False if the order was restocked before. Undefined if fewer units are sold than the order returns. */
export function referenceRestock(stock: ReferenceStock, order: string, units: number): boolean | undefined {
  const entry = entryOf(stock, order);
  if (entry.restocked) return false;
  if (entry.where === 'back') {
    entry.restocked = true;
    return true;
  }
  if (entry.where === 'held') {
    referenceSettle(stock, order, 'finalise');
    return referenceRestock(stock, order, entry.units);
  }
  if (stock.sold < units) return undefined;
  stock.sold -= units;
  stock.available += units;
  Object.assign(entry, { where: 'back', restocked: true });
  return true;
}

function entryOf({ orders }: ReferenceStock, order: string): ReferenceOrder {
  const known = orders.get(order);
  if (known !== undefined) return known;
  const entry: ReferenceOrder = { units: 0, where: 'nowhere', settled: false, restocked: false };
  orders.set(order, entry);
  return entry;
}
