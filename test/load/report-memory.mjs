// Loaded into each process of a soak, with --expose-gc: appends what is alive after a garbage collection to a file that is
// named after the process, in the folder of the query parameter. The heap grows to its limit before V8 collects all garbage, so its size says little about leaks.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers';

const INTERVAL_MS = 5_000;

const folder = new URL(import.meta.url).searchParams.get('folder');
const timer = setInterval(() => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  appendFileSync(join(folder, String(process.pid)), `${heapUsed + external}\n`);
}, INTERVAL_MS);
timer.unref();
