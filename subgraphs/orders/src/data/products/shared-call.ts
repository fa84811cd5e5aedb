import { createGrouping, type Grouping } from '@supergraph/service-kit';
import { StockFailed, StockUnavailable, type CallOptions } from '../../domain/stock.js';

/** A kind of call to products that many orders can share. */
export interface SharedCall<Order, Answer> {
  /** Resolves to products' result for this order. */
  ask(order: Order, options: CallOptions): Promise<Answer>;
}

interface Item<Order> {
  readonly order: Order;
  readonly options: CallOptions;
}

/** Calls products for all of these orders and returns one result for each, in the same order, or rejects. */
type Ask<Order, Answer> = (orders: Order[], options: CallOptions) => Promise<readonly Answer[] | undefined>;

/**
 * The maximum number of concurrent calls of a kind. More than one, so that a lost answer does not delay all orders;
 * few, so that orders share calls under load. Background work has one, so that it never delays customers.
 */
const LANES = { prompt: 3, patient: 1 } as const;

/** How long a background call waits for other orders, in milliseconds: those of one group arrive at the same moment. */
const PATIENT_GATHER_MS = 1;

/** The maximum size of one call: products finishes this much within one attempt. */
const MAX_GROUP = { orders: 64, lines: 400 };

/** @param weigh returns the number of an order's lines */
export function createSharedCall<Order, Answer>(
  weigh: (order: Order) => number,
  ask: Ask<Order, Answer>,
): SharedCall<Order, Answer> {
  const groupingOf = (lanes: number, gatherMs?: number): Grouping<Item<Order>, Answer> =>
    createGrouping({
      lanes,
      gatherMs,
      most: MAX_GROUP.orders,
      weigh: ({ order }) => weigh(order),
      heaviest: MAX_GROUP.lines,
      work: (items) => askTogether(items, ask),
    });
  const groupings = {
    prompt: groupingOf(LANES.prompt),
    patient: groupingOf(LANES.patient, PATIENT_GATHER_MS),
  };
  return { ask: (order, options) => groupings[options.pace].run({ order, options }) };
}

/**
 * An order that products refuses, or fails at, must not fail the others in the same call, so each is then sent alone.
 * When products does not answer, this is not done, since it would not answer them either.
 */
async function askTogether<Order, Answer>(
  items: readonly Item<Order>[],
  ask: Ask<Order, Answer>,
): Promise<readonly (Answer | Error)[]> {
  const [first] = items;
  if (first === undefined) return [];
  try {
    // A call has one request id: that of its first order.
    const answers = await ask(
      items.map(({ order }) => order),
      first.options,
    );
    if (answers?.length !== items.length) throw new StockUnavailable('products answered in part');
    return answers;
  } catch (error) {
    if (items.length === 1 || concernsAll(error)) throw error;
    return Promise.all(items.map((item) => askAlone(item, ask)));
  }
}

function concernsAll(error: unknown): boolean {
  return error instanceof StockUnavailable && !(error instanceof StockFailed);
}

async function askAlone<Order, Answer>(item: Item<Order>, ask: Ask<Order, Answer>): Promise<Answer | Error> {
  try {
    const [answer] = await askTogether([item], ask);
    return answer ?? new StockUnavailable('products answered nothing');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
