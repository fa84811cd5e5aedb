import { context } from '@opentelemetry/api';

/** Does the same work for many callers at a time. */
export interface Grouping<Item, Result> {
  /** Resolves to the item's own result; rejects when its group's work does, or with the Error that is its result. */
  run(item: Item): Promise<Result>;
}

export interface GroupingOptions<Item, Result> {
  /** Does the work of a group. Answers every item at its place; an Error stands for that item's failure alone. */
  readonly work: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  /** How many groups are worked on at once. Default 1. */
  readonly lanes?: number;
  /** How long a group keeps its lane, in milliseconds: one that hangs is not to hold up those behind it. Default 1,000. */
  readonly holdMs?: number;
  /** How many items a group has at most. */
  readonly most: number;
  /** How much an item adds to its group's weight. Default: nothing. */
  readonly weigh?: (item: Item) => number;
  /** How much a group weighs at most, unless it has one item only. */
  readonly heaviest?: number;
}

interface Waiter<Item, Result> {
  readonly item: Item;
  /** Does work as a part of the item's own trace, not of the trace of the group that was served before. */
  readonly inTrace: <T>(work: () => T) => T;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Groups what comes while the lanes are taken: whoever finds a free one goes at once and alone, the others share the
 * next. So nobody ever waits for a group to fill, and groups grow with the rush.
 */
export function createGrouping<Item, Result>({
  work,
  lanes = 1,
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
    while (waiting.length > 0) await within(holdMs, answer(takeGroup(), work));
    free += 1;
  }

  return {
    run: (item) =>
      new Promise((resolve, reject) => {
        const trace = context.active();
        waiting.push({ item, inTrace: (work) => context.with(trace, work), resolve, reject });
        if (free > 0) void serve();
      }),
  };
}

/** Resolves when the work is done, or when it takes longer: then it goes on, and is not waited for. */
async function within(ms: number, work: Promise<void>): Promise<void> {
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
    // Work for several is a part of the first one's trace.
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
