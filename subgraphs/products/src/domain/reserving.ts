import { endsOf, reserve } from './ledger-changes.js';
import type { Hold } from './ledger.js';
import type { Ledgers } from './ledgers.js';
import type { Product } from './product.js';
import { changedTooOften, MAX_LOST_RACES } from './races.js';
import {
  explainRefusal,
  reservationOf,
  snapshotOf,
  unknownProduct,
  type Reservation,
} from './reservation.js';

/** An order's request to hold units of one product. */
export interface HoldRequest {
  readonly order: string;
  readonly quantity: number;
  readonly deadline: Date;
}

interface Dependencies {
  readonly ledgers: Ledgers;
  readonly now: () => Date;
}

/**
 * Holds units of one product for many orders, in one update if there are enough units for all. It updates first, and
 * reads only to explain a refusal. If the product seems sold out, it reads first, because a read costs less than an
 * update.
 *
 * An order is refused only because of the ledger's stored state. Units that other orders of this call are about to take
 * are no reason, because those orders may be refused too. Such an order waits for their result.
 */
export async function reserveUnits(
  { ledgers, now }: Dependencies,
  product: Product,
  requests: readonly HoldRequest[],
): Promise<Reservation[]> {
  const answers = new Map<HoldRequest, Reservation>();
  const holdFor = ({ order, quantity }: HoldRequest) => ({
    order,
    quantity,
    ...snapshotOf(product),
    at: now(),
  });
  let open = requests;
  let look = !product.inStock;
  for (let lost = 0; lost < MAX_LOST_RACES; look = true) {
    let available = Infinity;
    if (look) {
      const ledger = await ledgers.read(
        product.id,
        open.flatMap(({ order }) => endsOf(order)),
      );
      if (ledger === undefined) return requests.map(() => unknownProduct(product.id));
      for (const request of open) {
        const refusal = explainRefusal(ledger, holdFor(request), request.deadline);
        if (refusal !== undefined) answers.set(request, refusal);
      }
      ({ available } = ledger);
    }
    const chosen = choose(
      open.filter((request) => !answers.has(request)),
      available,
      now(),
    );
    if (await take(ledgers, product.id, chosen, holdFor))
      for (const request of chosen) answers.set(request, reservationOf(product.id, 'HELD', holdFor(request)));
    else if (look) lost += 1;
    open = requests.filter((request) => !answers.has(request));
    if (open.length === 0) return requests.flatMap((request) => answers.get(request) ?? []);
  }
  throw changedTooOften(product.id);
}

/** Chooses requests that can be granted together: in turn, one per order, as far as the available units suffice. */
function choose(requests: readonly HoldRequest[], available: number, now: Date): HoldRequest[] {
  const orders = new Set<string>();
  let left = available;
  return requests.filter(({ order, quantity, deadline }) => {
    if (orders.has(order) || quantity > left || now >= deadline) return false;
    orders.add(order);
    left -= quantity;
    return true;
  });
}

async function take(
  ledgers: Ledgers,
  productId: string,
  chosen: readonly HoldRequest[],
  holdFor: (request: HoldRequest) => Hold,
): Promise<boolean> {
  if (chosen.length === 0) return false;
  const first = Math.min(...chosen.map(({ deadline }) => deadline.getTime()));
  const change = reserve(chosen.map(holdFor), new Date(first));
  return (await ledgers.change(productId, change)) !== undefined;
}
