import { createGrouping, type Grouping } from '@supergraph/service-kit';
import { StockFailed, StockUnavailable, type CallOptions } from '../../domain/stock.js';

/** One kind of call to products that many orders can share. */
export interface SharedCall<Order, Answer> {
  /** Resolves to what products says of this order. */
  ask(order: Order, options: CallOptions): Promise<Answer>;
}

interface Item<Order> {
  readonly order: Order;
  readonly options: CallOptions;
}

/** Asks about all of these orders; answers each at its place, or nothing at all. */
type Ask<Order, Answer> = (orders: Order[], options: CallOptions) => Promise<readonly Answer[] | undefined>;

/**
 * How many calls of a kind run at once. More than one, so that one whose answer is lost does not hold up all orders; few,
 * so that the others share a call in a rush. Cleaning up has one: it never stands in the way of customers.
 */
const LANES = { prompt: 3, patient: 1 } as const;

/** The most that one call may carry: products finishes that much within one attempt. */
const MAX_GROUP = { orders: 64, lines: 400 };

/** @param weigh how many lines an order has */
export function createSharedCall<Order, Answer>(
  weigh: (order: Order) => number,
  ask: Ask<Order, Answer>,
): SharedCall<Order, Answer> {
  const groupingOf = (lanes: number): Grouping<Item<Order>, Answer> =>
    createGrouping({
      lanes,
      most: MAX_GROUP.orders,
      weigh: ({ order }) => weigh(order),
      heaviest: MAX_GROUP.lines,
      work: (items) => askTogether(items, ask),
    });
  const groupings = { prompt: groupingOf(LANES.prompt), patient: groupingOf(LANES.patient) };
  return { ask: (order, options) => groupings[options.pace].run({ order, options }) };
}

/**
 * An order that products refuses, or fails at, is not to fail those it shares a call with: then each asks alone. Not so
 * when products does not answer: it would answer none of them.
 */
async function askTogether<Order, Answer>(
  items: readonly Item<Order>[],
  ask: Ask<Order, Answer>,
): Promise<readonly (Answer | Error)[]> {
  const [first] = items;
  if (first === undefined) return [];
  try {
    // Under the first one's request id: a call has one.
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
