import type { Money } from '@supergraph/money';
import type { Logger } from '@supergraph/service-kit';
import { byProduct, type Entry } from './by-product.js';
import { refuseEarly } from './early-refusal.js';
import type { Ledgers } from './ledgers.js';
import { reserveUnits, type HoldRequest } from './reserving.js';
import { unknownProduct, type Reservation } from './reservation.js';
import { restockingsOf, restockUnits } from './restocking.js';
import { settleUnits } from './settling.js';
import type { CatalogueRepository, StockRecordRepository } from './repositories.js';

export interface StockLine {
  readonly productId: string;
  readonly quantity: number;
}

/** An order's request to hold units. */
export interface ReservationRequest {
  readonly order: string;
  /** A copy of the request that arrives after this moment is refused. */
  readonly deadline: Date;
  readonly lines: readonly StockLine[];
  /** The price of all lines that the customer was shown; undefined accepts any price. */
  readonly expectedSubtotal?: Money | undefined;
}

/** A decided order, with the products of its lines. */
export interface DecidedOrder {
  readonly order: string;
  readonly productIds: readonly string[];
}

export type SettlementOutcome = 'SETTLED' | 'ALREADY_SETTLED' | 'UNKNOWN_PRODUCT';

/** The result for one product's units. */
export interface Settlement {
  readonly productId: string;
  readonly outcome: SettlementOutcome;
}

/**
 * The stock of orders. Every operation is idempotent: it may be repeated, sent twice at the same time or arrive late,
 * and is booked once. The lines and orders of one call are independent of each other, so the caller must check the
 * outcome of every line. Requests of several orders for the same product become one change of its ledger.
 */
export interface OrderStock {
  reserve(requests: readonly ReservationRequest[]): Promise<Reservation[][]>;
  finalise(orders: readonly DecidedOrder[]): Promise<Settlement[][]>;
  release(orders: readonly DecidedOrder[]): Promise<Settlement[][]>;
  restock(order: string, lines: readonly StockLine[]): Promise<Settlement[]>;
}

export interface OrderStockDependencies {
  readonly ledgers: Ledgers;
  readonly catalogue: CatalogueRepository;
  readonly records: StockRecordRepository;
  readonly logger: Logger;
  readonly now: () => Date;
}

export function createOrderStock(dependencies: OrderStockDependencies): OrderStock {
  const { ledgers, catalogue } = dependencies;

  async function settle(
    name: 'finalise' | 'release',
    orders: readonly DecidedOrder[],
  ): Promise<Settlement[][]> {
    const rows = orders.map(({ order, productIds }) =>
      productIds.map((productId) => ({ productId, item: order })),
    );
    const found = await ledgers.findStock(productsOf(rows));
    return byProduct(rows, async (productId, items) => {
      const outcomes = await settleUnits(dependencies, name, productId, items, found.get(productId));
      return outcomes.map((outcome) => ({ productId, outcome }));
    });
  }

  return {
    async reserve(requests) {
      const asked = requests.flatMap(({ lines }) => lines.map(({ productId }) => productId));
      const products = await catalogue.findProducts([...new Set(asked)]);
      const byId = new Map(products.map((product) => [product.id, product]));
      const refused = await refuseEarly(dependencies, requests, byId);
      const rows = requests.map((request) => (refused.has(request) ? [] : entriesOf(request)));
      const reserved = await byProduct(rows, async (productId, items) => {
        const product = byId.get(productId);
        if (product === undefined) return items.map(() => unknownProduct(productId));
        return reserveUnits(dependencies, product, items);
      });
      return requests.map((request, at) => refused.get(request) ?? reserved[at] ?? []);
    },
    finalise: (orders) => settle('finalise', orders),
    release: (orders) => settle('release', orders),
    async restock(order, lines) {
      const ids = lines.map(({ productId }) => productId);
      const found = await ledgers.findMany(ids, restockingsOf(order));
      return Promise.all(
        lines.map(async (line) => {
          const { productId } = line;
          const outcome = await restockUnits(dependencies, order, line, found.get(productId));
          return { productId, outcome };
        }),
      );
    },
  };
}

function entriesOf({ order, deadline, lines }: ReservationRequest): Entry<HoldRequest>[] {
  return lines.map(({ productId, quantity }) => ({ productId, item: { order, deadline, quantity } }));
}

function productsOf(rows: readonly (readonly Entry<unknown>[])[]): string[] {
  return [...new Set(rows.flat().map(({ productId }) => productId))];
}
