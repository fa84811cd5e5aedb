import { setTimeout as sleep } from 'node:timers/promises';
import { context } from '@opentelemetry/api';
import { within } from './telemetry/within.js';

/** Groups single items into batches that are worked on together. */
export interface Grouping<Item, Result> {
  /**
   * Resolves to the item's own result. Rejects when the work of its whole group fails, or when its own result is an
   * Error.
   */
  run(item: Item): Promise<Result>;
}

export interface GroupingOptions<Item, Result> {
  /** Works on one group and returns one result for each item, in order. An Error is the failure of that item alone. */
  readonly work: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  /** The number of groups that are worked on at once. Default 1. */
  readonly lanes?: number;
  /**
   * How long an item that finds a free lane waits for others, in milliseconds. Default: it starts at once. Use it for
   * background work that costs about the same for one item and for many.
   */
  readonly gatherMs?: number | undefined;
  /**
   * How long a group occupies its lane, in milliseconds, so that one that hangs does not block those behind it. Default
   * 1,000.
   */
  readonly holdMs?: number;
  /** The maximum number of items in a group. */
  readonly most: number;
  /** The weight of one item. Default: 0. */
  readonly weigh?: (item: Item) => number;
  /** The maximum weight of a group. A single item may exceed it. */
  readonly heaviest?: number;
}

interface Waiter<Item, Result> {
  readonly item: Item;
  /** Runs the work in the item's own trace instead of the trace of the previous group. */
  readonly inTrace: <T>(work: () => T) => T;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Groups the items that arrive while all lanes are occupied. An item that finds a free lane starts at once and alone,
 * unless `gatherMs` is set; the others share the next group. No item waits for a group to fill, and groups grow with the
 * load.
 */
export function createGrouping<Item, Result>({
  work,
  lanes = 1,
  gatherMs,
  holdMs = 1_000,
  most,
  weigh = () => 0,
  heaviest = Infinity,
}: GroupingOptions<Item, Result>): Grouping<Item, Result> {
  const waiting: Waiter<Item, Result>[] = [];
  let free = lanes;

  function takeGroup(): Waiter<Item, Result>[] {
    let weight = 0;
    const end = waiting.findIndex(({ item }, index) => {
      weight += weigh(item);
      return index === most || (index > 0 && weight > heaviest);
    });
    return waiting.splice(0, end === -1 ? waiting.length : end);
  }

  async function serve(): Promise<void> {
    free -= 1;
    if (gatherMs !== undefined) await sleep(gatherMs);
    while (waiting.length > 0) await atMost(holdMs, answer(takeGroup(), work));
    free += 1;
  }

  return {
    run: (item) =>
      new Promise((resolve, reject) => {
        const trace = context.active();
        waiting.push({ item, inTrace: (work) => within(trace, work), resolve, reject });
        if (free > 0) void serve();
      }),
  };
}

/** Resolves when the work is done or the time has passed. The work then continues without being awaited. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}

async function answer<Item, Result>(
  group: readonly Waiter<Item, Result>[],
  work: GroupingOptions<Item, Result>['work'],
): Promise<void> {
  try {
    const items = group.map(({ item }) => item);
    // The work of a group belongs to the trace of its first item.
    const results = await (group[0]?.inTrace(() => work(items)) ?? work(items));
    for (const [index, { resolve, reject }] of group.entries()) {
      const result = results[index];
      if (index >= results.length) reject(new Error('a group was answered in part'));
      else if (result instanceof Error) reject(result);
      else resolve(result as Result);
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
