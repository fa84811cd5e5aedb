import { openChecker } from './checker.js';
import type { FaultPoint } from './fault-points.js';
import { runRow, type Manner, type Row } from './row.js';
import { startStack } from './stack.js';

/** One row to run: where, and how often, a process is killed. */
export interface Kill {
  readonly fault: FaultPoint;
  readonly manner: Manner;
}

/**
 * Runs rows of the crash matrix.
 *
 * @param lanes how many run at a time, each on a stack of its own
 * @param report told each row as it ends
 */
export async function runMatrix(
  kills: readonly Kill[],
  lanes: number,
  report: (row: Row) => void = () => undefined,
): Promise<Row[]> {
  const waiting = [...kills];
  const rows: Row[] = [];
  const runLane = async () => {
    const stack = await startStack();
    const checker = await openChecker(stack.uris);
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const row = await runRow(stack, checker, next.fault, next.manner);
        rows.push(row);
        report(row);
      }
    } finally {
      await checker.close();
      await stack.stop();
    }
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
  return rows;
}
