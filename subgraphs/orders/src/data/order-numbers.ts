import { ORDER_NUMBERS, type CounterModel } from '../models/counter.js';

/** Where order numbers come from. */
export interface OrderNumbers {
  /** A number above all that were given before. */
  next(): Promise<number>;
}

interface Waiter {
  readonly resolve: (number: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Takes numbers from the counter. It is one document that every order of the shop changes, so those who come while
 * one change is under way share the next.
 */
export function createOrderNumbers(counters: CounterModel): OrderNumbers {
  let waiting: Waiter[] = [];
  let taking = false;

  async function take(count: number): Promise<number> {
    const counter = await counters
      .findOneAndUpdate(
        { _id: ORDER_NUMBERS },
        { $inc: { value: count } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean<{ value: number }>();
    return counter.value - count;
  }

  async function serve(): Promise<void> {
    taking = true;
    while (waiting.length > 0) {
      const served = waiting;
      waiting = [];
      try {
        const below = await take(served.length);
        served.forEach(({ resolve }, index) => resolve(below + index + 1));
      } catch (error) {
        for (const { reject } of served) reject(error);
      }
    }
    taking = false;
  }

  return {
    next: () =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        if (!taking) void serve();
      }),
  };
}
