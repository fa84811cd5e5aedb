import type { LineInput } from '../domain/purchase.js';
import type { Reservation } from '../domain/stock.js';

/** The ledger of one product, as designed. */
export interface MemoryLedger {
  received: number;
  available: number;
  sold: number;
  readonly held: Map<string, number>;
  readonly closed: Set<string>;
  /** How often each operation had an effect: at most once. */
  readonly booked: Map<string, number>;
}

/** The messages from orders to products. */
export type StockMessage =
  | { readonly kind: 'RESERVE'; readonly orderId: string; readonly lines: readonly LineInput[] }
  | {
      readonly kind: 'FINALISE' | 'RELEASE';
      readonly orderId: string;
      readonly productIds: readonly string[];
    }
  | { readonly kind: 'RESTOCK'; readonly orderId: string; readonly lines: readonly LineInput[] };

/** The stock of products in memory: a reference model of the ledger that receives messages twice and late. */
export function createMemoryStock(stock: Readonly<Record<string, number>>) {
  const ledgers = new Map<string, MemoryLedger>(
    Object.entries(stock).map(([id, units]) => [
      id,
      { received: units, available: units, sold: 0, held: new Map(), closed: new Set(), booked: new Map() },
    ]),
  );
  return {
    ledgers,
    /** Adds units to every product. */
    restockAll(units: number): void {
      for (const ledger of ledgers.values()) {
        ledger.available += units;
        ledger.received += units;
      }
    },
    receive(message: StockMessage): readonly Reservation[] {
      switch (message.kind) {
        case 'RESERVE':
          return message.lines.map((line) => reserve(ledgers.get(line.productId), message.orderId, line));
        case 'RESTOCK':
          for (const line of message.lines) restock(ledgers.get(line.productId), message.orderId, line);
          return [];
        default:
          for (const id of message.productIds) settle(ledgers.get(id), message.orderId, message.kind);
          return [];
      }
    },
  };
}

function reserve(
  ledger: MemoryLedger | undefined,
  orderId: string,
  { productId, quantity }: LineInput,
): Reservation {
  const product = {
    productId,
    sku: productId,
    name: productId,
    unitPrice: { minor: 100, currency: 'USD' },
    available: 0,
  };
  if (ledger === undefined) {
    return { ...product, sku: null, name: null, unitPrice: null, outcome: 'UNKNOWN_PRODUCT' };
  }
  if (ledger.held.has(orderId)) return { ...product, outcome: 'HELD' };
  if (ledger.closed.has(orderId)) return { ...product, outcome: 'CLOSED' };
  if (ledger.available < quantity) {
    return { ...product, outcome: 'INSUFFICIENT', available: ledger.available };
  }
  ledger.available -= quantity;
  ledger.held.set(orderId, quantity);
  return { ...product, outcome: 'HELD' };
}

function settle(ledger: MemoryLedger | undefined, orderId: string, kind: 'FINALISE' | 'RELEASE'): void {
  if (ledger === undefined) return;
  const quantity = ledger.held.get(orderId);
  ledger.closed.add(orderId);
  if (quantity === undefined) return;
  ledger.held.delete(orderId);
  if (kind === 'FINALISE') ledger.sold += quantity;
  else ledger.available += quantity;
  book(ledger, `${kind} ${orderId}`);
}

function restock(ledger: MemoryLedger | undefined, orderId: string, { quantity }: LineInput): void {
  const operation = `RESTOCK ${orderId}`;
  if (ledger === undefined || ledger.closed.has(operation)) return;
  ledger.closed.add(operation);
  ledger.sold -= quantity;
  ledger.available += quantity;
  book(ledger, operation);
}

function book({ booked }: MemoryLedger, operation: string): void {
  booked.set(operation, (booked.get(operation) ?? 0) + 1);
}
