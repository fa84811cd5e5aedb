import { createGrouping } from '@supergraph/service-kit';
import { ORDER_NUMBERS, type CounterModel } from '../models/counter.js';

/** Allocates order numbers. */
export interface OrderNumberRepository {
  /** A number above all that were allocated before, or all but those of the last second. */
  next(): Promise<number>;
  /** Takes a number for the next order. Call it with each order's first write, whose wait for the disk it shares. */
  takeAhead(): void;
}

/** The maximum number of order numbers that one update of the counter allocates. */
const MAX_GROUP = 1_000;

/**
 * How long a number that was taken ahead is kept, in milliseconds: only orders that follow each other so closely take
 * one ahead, and only the last one's remains unused.
 */
const AHEAD_MS = 1_000;

/**
 * Allocates numbers from the counter. Every order of the shop updates this one document, so orders that arrive during
 * one update share the next. While orders follow each other, the next one's number is taken before it arrives, so that it
 * does not wait for the update.
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
  let ahead: { readonly number: number; readonly until: number } | undefined;
  let isTaking = false;
  let lastAt = -AHEAD_MS;

  return {
    async next() {
      const now = performance.now();
      const known = ahead;
      ahead = undefined;
      return known !== undefined && now < known.until ? known.number : taking.run(undefined);
    },
    takeAhead() {
      const now = performance.now();
      const follows = now - lastAt < AHEAD_MS;
      lastAt = now;
      if (!follows || isTaking || ahead !== undefined) return;
      isTaking = true;
      taking
        .run(undefined)
        .then((number) => (ahead = { number, until: now + AHEAD_MS }))
        // The next order takes its number itself, and fails if it cannot.
        .catch(() => undefined)
        .finally(() => (isTaking = false));
    },
  };
}
