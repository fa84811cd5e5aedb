import { lineTotal, sum, type Money } from '@supergraph/money';
import { endsOf } from './ledger-changes.js';
import { openLedger, type Ledger } from './ledger.js';
import type { Ledgers } from './ledgers.js';
import type { ReservationRequest, StockLine } from './order-stock.js';
import type { Product } from './product.js';
import {
  explainRefusal,
  reservationOf,
  snapshotOf,
  unknownProduct,
  type Reservation,
} from './reservation.js';

interface Dependencies {
  readonly ledgers: Ledgers;
  readonly now: () => Date;
}

type Products = ReadonlyMap<string, Product>;

/**
 * Refuses orders that the catalogue shows to be impossible before any unit is held for them: a product is no longer
 * sold, or the price differs from the price that the customer was shown. Otherwise a customer could repeat such an
 * order to keep its other units from other customers, at no cost.
 *
 * An order that already holds units is reserved as usual, because its holds contain the prices at that time.
 *
 * @returns the answers to the refused requests
 */
export async function refuseEarly(
  { ledgers, now }: Dependencies,
  requests: readonly ReservationRequest[],
  products: Products,
): Promise<ReadonlyMap<ReservationRequest, Reservation[]>> {
  const impossible = requests.filter((request) => !isPossible(request, products));
  if (impossible.length === 0) return new Map();
  const found = await ledgers.findMany(
    impossible.flatMap(({ lines }) => lines.map(({ productId }) => productId)),
    impossible.flatMap(({ order }) => endsOf(order)),
  );
  const answers = impossible.map((request) => {
    const lines = request.lines.map((line) =>
      explainLine(request, line, products.get(line.productId), found.get(line.productId), now()),
    );
    return [request, lines] as const;
  });
  return new Map(answers.filter(([, lines]) => lines.every(({ outcome }) => outcome !== 'HELD')));
}

function isPossible({ lines, expectedSubtotal }: ReservationRequest, products: Products): boolean {
  if (lines.some(({ productId }) => products.get(productId)?.discontinued !== false)) return false;
  return expectedSubtotal === undefined || isSubtotal(expectedSubtotal, lines, products);
}

function isSubtotal({ minor, currency }: Money, lines: readonly StockLine[], products: Products): boolean {
  try {
    const totals = lines.flatMap(({ productId, quantity }) => {
      const product = products.get(productId);
      return product === undefined ? [] : [lineTotal(product.price, quantity)];
    });
    return sum(totals, currency).minor === minor;
  } catch (error) {
    // The sum is too large, or in another currency.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function explainLine(
  { order, deadline }: ReservationRequest,
  { productId, quantity }: StockLine,
  product: Product | undefined,
  known: Ledger | undefined,
  at: Date,
): Reservation {
  if (product === undefined) return unknownProduct(productId);
  const snapshot = snapshotOf(product);
  const ledger = known ?? openLedger(productId, product.openingStock, product.discontinued);
  const refusal = explainRefusal(ledger, { order, quantity, ...snapshot, at }, deadline);
  return refusal ?? reservationOf(productId, 'NOT_HELD', snapshot);
}
