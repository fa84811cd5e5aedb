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

/** Units of one product that an order wants to hold. */
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
 * Holds units of one product for many orders, in one update where there are enough for all. Tries, and reads only to
 * say why it was refused; but what seems sold out is read first, for a read costs less.
 *
 * An order is refused by what the ledger itself says at one moment, never for units that others of this call are about
 * to take, who may yet be refused: it waits for what becomes of them.
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

/** Requests that can be granted together: one an order, in turn, as far as the units go. */
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
