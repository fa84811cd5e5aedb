import { join } from 'node:path';
import { UsageError } from '@supergraph/schema/subgraphs';
import { StartError } from '@supergraph/service-kit/start-error';
import { banner } from '../banner.js';
import { readLocalConfig } from '../config.js';
import type { Supergraph } from '../options.js';
import { printMail } from '../print-mail.js';
import { repository } from '../services/program.js';
import { startSupergraph } from '../supergraph.js';
import { watchedPaths } from './affected.js';
import { followLogs } from './logs.js';
import { createPrinter } from './printer.js';
import { composeStale, refresh } from './refresh.js';
import { takeSnapshot, watchFiles } from './watch-files.js';

const ending = new AbortController();
process.on('SIGINT', () => ending.abort());
process.on('SIGTERM', () => ending.abort());
const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));

process.exit(await run());

/** @returns the exit code */
async function run(): Promise<number> {
  try {
    // Changes that are saved while the services start are handled after it.
    const watched = watchedPaths();
    const known = takeSnapshot(repository, watched);
    composeStale(say);
    const supergraph = await start();
    process.stdout.write(banner(supergraph, true));
    say('waiting for changes to contracts and code');
    void supergraph.failed.then((name) =>
      say(`${name} has ended: it starts again with the next change to it`),
    );
    const stopFollowing = await followLogs(join(supergraph.dataDir, 'logs'), createPrinter(process.stdout));
    const stopWatching = watchFiles(repository, watched, known, (paths) => refresh(supergraph, paths, say));
    await ended;
    stopWatching();
    say('ending');
    await supergraph.stop();
    await stopFollowing();
    return 0;
  } catch (error) {
    if (ending.signal.aborted) return 0;
    const isTold = error instanceof StartError || error instanceof UsageError;
    process.stderr.write(`dev: ${isTold ? error.message : String(error)}\n`);
    return 1;
  }
}

function start(): Promise<Supergraph> {
  const config = readLocalConfig();
  return startSupergraph({
    ports: config.ports,
    dataDir: config.DATA_DIR,
    ...(config.MONGODB_URI === undefined ? {} : { mongoUri: config.MONGODB_URI }),
    nodeEnv: config.NODE_ENV,
    logLevel: config.LOG_LEVEL,
    env: { router: { SUPERGRAPH_POLL_MS: '200' } },
    signal: ending.signal,
    report: say,
    onMail: printMail,
  });
}

function say(text: string): void {
  for (const line of text.trimEnd().split('\n')) process.stdout.write(`dev: ${line}\n`);
}
