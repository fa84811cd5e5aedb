import { createGrouping } from '@supergraph/service-kit';
import { ORDER_NUMBERS, type CounterModel } from '../models/counter.js';

/** Allocates order numbers. */
export interface OrderNumberRepository {
  /** A number above all that were allocated before. */
  next(): Promise<number>;
}

/** The maximum number of order numbers that one update of the counter allocates. */
const MAX_GROUP = 1_000;

/**
 * Allocates numbers from the counter. Every order of the shop updates this one document, so orders that arrive during
 * one update share the next.
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
