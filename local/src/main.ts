import { UsageError } from '@supergraph/schema/subgraphs';
import { StartError } from '@supergraph/service-kit/start-error';
import { banner } from './banner.js';
import { readLocalConfig, type LocalConfig } from './config.js';
import type { Supergraph } from './options.js';
import { printMail } from './print-mail.js';
import { startSupergraph } from './supergraph.js';

const started = performance.now();
const ending = new AbortController();
process.on('SIGINT', () => ending.abort());
process.on('SIGTERM', () => ending.abort());

/** The interval at which we check that the shell that started this process still runs, in milliseconds. */
const PARENT_CHECK_MS = 250;

process.exit(await run());

/** @returns the exit code */
async function run(): Promise<number> {
  try {
    const config = readLocalConfig();
    if (config.npm_lifecycle_event !== undefined) endWithNpm();
    const supergraph = await start(config);
    process.stdout.write(banner(supergraph, config.NODE_ENV === 'development'));
    return await untilEnd(supergraph);
  } catch (error) {
    if (ending.signal.aborted) return 0;
    const message =
      error instanceof StartError || error instanceof UsageError ? error.message : String(error);
    process.stderr.write(`supergraph: ${message}\n`);
    return 1;
  }
}

function start(config: LocalConfig): Promise<Supergraph> {
  return startSupergraph({
    ports: config.ports,
    dataDir: config.DATA_DIR,
    ...(config.MONGODB_URI === undefined ? {} : { mongoUri: config.MONGODB_URI }),
    nodeEnv: config.NODE_ENV,
    logLevel: config.LOG_LEVEL,
    signal: ending.signal,
    report: say,
    onMail: printMail,
  });
}

async function untilEnd(supergraph: Supergraph): Promise<number> {
  const asked = new Promise<undefined>((resolve) => {
    if (ending.signal.aborted) resolve(undefined);
    ending.signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const failed = await Promise.race([asked, supergraph.failed]);
  if (failed === undefined) say('ending');
  else
    process.stderr.write(`supergraph: ${failed} has ended: see ${supergraph.dataDir}/logs/${failed}.log\n`);
  await supergraph.stop();
  return failed === undefined ? 0 : 1;
}

/**
 * Ends this process when the shell between npm and it is gone. npm passes a SIGTERM on to that shell, and the shell
 * dies without passing it on.
 */
function endWithNpm(): void {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) ending.abort();
  }, PARENT_CHECK_MS).unref();
}

function say(line: string): void {
  const seconds = ((performance.now() - started) / 1_000).toFixed(1).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
