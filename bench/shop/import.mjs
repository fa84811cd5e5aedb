// Imports the records of a shop into a running stack, as an operator would.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { usage } from '../lib/processes.mjs';
import { shopRecords, writeRecords } from './data.mjs';

/** @returns for each subgraph the number of records, the seconds, and the importer's peak of memory */
export async function importShop(stack, sizes, folder) {
  const imports = [];
  for (const [name, records] of Object.entries(shopRecords(sizes)))
    imports.push(await importRecords(stack, name, join(folder, `${name}.jsonl`), records));
  return imports;
}

/** Imports one subgraph's records while the services run. */
async function importRecords(stack, name, file, records) {
  const count = await writeRecords(file, records);
  const started = performance.now();
  const peakMiB = await runImport(name, file, stack.databaseUri(name));
  const seconds = (performance.now() - started) / 1_000;
  rmSync(file);
  console.log(`${name}: ${count} records in ${seconds.toFixed(0)} s, importer's peak ${peakMiB} MiB`);
  return { name, count, seconds, peakMiB };
}

function runImport(name, file, uri) {
  const script = new URL(`../../subgraphs/${name}/dist/import/main.js`, import.meta.url).pathname;
  const child = spawn(process.execPath, [script, file], {
    env: { ...process.env, MONGODB_URI: uri },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakMiB = 0;
  const watch = setInterval(() => {
    try {
      peakMiB = Math.max(peakMiB, usage(child.pid).peakMiB);
    } catch {
      // The process ended between two samples.
    }
  }, 100);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      clearInterval(watch);
      if (code === 0) resolve(peakMiB);
      else reject(new Error(`the import of ${name} ended with ${code}`));
    });
  });
}
