import { createGrouping } from '@supergraph/service-kit';
import { ORDER_NUMBERS, type CounterModel } from '../models/counter.js';

/** Where order numbers come from. */
export interface OrderNumberRepository {
  /** A number above all that were given before. */
  next(): Promise<number>;
}

/** How many numbers one change of the counter takes at most. */
const MAX_GROUP = 1_000;

/**
 * Takes numbers from the counter. It is one document that every order of the shop changes, so those who come while
 * one change is under way share the next.
 */
export function createOrderNumberRepository(counters: CounterModel): OrderNumberRepository {
  const taking = createGrouping<undefined, number>({
    most: MAX_GROUP,
    async work({ length }) {
      const counter = await counters
        .findOneAndUpdate(
          { _id: ORDER_NUMBERS },
          { $inc: { value: length } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<{ value: number }>();
      return Array.from({ length }, (_, index) => counter.value - length + index + 1);
    },
  });
  return { next: () => taking.run(undefined) };
}
