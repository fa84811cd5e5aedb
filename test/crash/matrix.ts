import { setTimeout as sleep } from 'node:timers/promises';
import { openChecker, type Checker } from './checker.js';
import type { FaultPoint } from './fault-points.js';
import { runRow, type Manner, type Row } from './row.js';
import { startStack, type StackOptions } from './stack.js';

/** The time, after the last kill, in which events are published and counted, in milliseconds. */
const EVENTS_LIMIT_MS = 30_000;

/**
 * Checks that each change was published once and in its order, and that the units sold that products counted from these
 * events equal those of its ledgers.
 */
async function expectEvents(checker: Checker): Promise<void> {
  const deadline = performance.now() + EVENTS_LIMIT_MS;
  for (;;) {
    const wrong = [...(await checker.findPublishedWrong()), ...(await checker.findSalesBehind())];
    if (wrong.length === 0) return;
    if (performance.now() > deadline) throw new Error(wrong.join('; '));
    await sleep(100);
  }
}

/** One row of the matrix: where and how often a process is killed. */
export interface Kill {
  readonly fault: FaultPoint;
  readonly manner: Manner;
}

/**
 * Runs rows of the crash matrix.
 *
 * @param lanes how many rows run at a time, each lane on a stack of its own
 * @param report receives each row when it is complete
 */
export async function runMatrix(
  kills: readonly Kill[],
  lanes: number,
  report: (row: Row) => void = () => undefined,
  options: Pick<StackOptions, 'redisUrl'> = {},
): Promise<Row[]> {
  const waiting = [...kills];
  const rows: Row[] = [];
  const runLane = async () => {
    const stack = await startStack(options);
    const checker = await openChecker(stack.uris, options.redisUrl);
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const row = await runRow(stack, checker, next.fault, next.manner);
        rows.push(row);
        report(row);
      }
      await expectEvents(checker);
    } finally {
      await checker.close();
      await stack.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return rows;
}
