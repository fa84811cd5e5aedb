import { openChecker } from './checker.js';
import { faultPoints } from './fault-points.js';
import { manners, runRow, type Row } from './row.js';
import { startStack } from './stack.js';

/** Stacks that run rows at the same time: as many as a small machine has cores. */
const LANES = 2;

/** Runs the whole matrix: every fault point, in every manner. Ends with exit code 1 when there is a violation. */
const only = process.argv[2];
const waiting = faultPoints
  .filter(({ point }) => only === undefined || point.includes(only))
  .flatMap((fault) => manners.map((manner) => ({ fault, manner })));
const rows: Row[] = [];
await Promise.all(Array.from({ length: LANES }, runLane));

async function runLane(): Promise<void> {
  const stack = await startStack();
  const checker = await openChecker(stack.uris);
  try {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const row = await runRow(stack, checker, next.fault, next.manner);
      rows.push(row);
      process.stdout.write(`${describe(row)}\n`);
    }
  } finally {
    await checker.close();
    await stack.stop();
  }
}

const failed = rows.filter(({ violations }) => violations.length > 0);
const deaths = rows.reduce((sum, row) => sum + row.deaths, 0);
const slowest = Math.max(...rows.map(({ recoveryMs }) => recoveryMs));
process.stdout.write(
  `${rows.length} rows, ${deaths} kills, ${failed.length} with violations; ` +
    `at rest after ${(slowest / 1_000).toFixed(1)} s at most\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

function describe({ fault, manner, outcome, recoveryMs, violations }: Row): string {
  const columns = [
    fault.service.padEnd(8),
    fault.point.padEnd(21),
    fault.story.padEnd(8),
    manner.padEnd(11),
    outcome.padEnd(9),
    `${Math.round(recoveryMs)} ms`.padStart(8),
  ];
  return [columns.join('  '), ...violations.map((violation) => `    VIOLATION: ${violation}`)].join('\n');
}
