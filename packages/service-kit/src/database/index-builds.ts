import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { Logger } from '../logger.js';
import { isDatabaseUnavailable } from './unavailable.js';

type Build = (...given: unknown[]) => Promise<unknown>;

const PAUSE_MS = 500;

/** When a build that takes long is logged, in milliseconds. */
export interface BuildLogTimes {
  /** A build that takes longer is logged. An index that exists already takes less. Default 1,000. */
  readonly afterMs?: number;
  /** How often a logged build is logged again until it ends. Default 30,000. */
  readonly everyMs?: number;
}

/**
 * Has index builds of a connection wait for a database that does not answer. A server can be too busy with a build to
 * answer the driver's checks; the driver then ends the command, and the server continues to build. The same command
 * waits for that build. A service that ended instead would be started again and again until the index is there. The
 * beginning, the progress and the end of builds that take long are logged.
 */
export function awaitIndexBuilds({ db }: Connection, logger: Logger, times: BuildLogTimes = {}): void {
  if (db === undefined) throw new Error('the connection is not open');
  const open = db.collection.bind(db);
  db.collection = (...names: Parameters<typeof open>) => {
    const collection = open(...names);
    const builds = collection as unknown as Record<'createIndex' | 'createIndexes', Build>;
    for (const name of ['createIndex', 'createIndexes'] as const) {
      const build = builds[name].bind(collection);
      builds[name] = (...given) => {
        const log = logger.child({ collection: names[0], keys: given[0] });
        return logProgress(log, times, () =>
          repeat(
            () => build(...given),
            (reason) => log.warn({ reason }, 'an index build waits for the database'),
          ),
        );
      };
    }
    return collection as never;
  };
}

async function logProgress(
  log: Logger,
  { afterMs = 1_000, everyMs = 30_000 }: BuildLogTimes,
  build: () => Promise<unknown>,
): Promise<unknown> {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 100) / 10;
  let progress: NodeJS.Timeout | undefined;
  const beginning = setTimeout(() => {
    log.info('an index build has begun');
    progress = setInterval(() => log.info({ seconds: seconds() }, 'an index build goes on'), everyMs);
  }, afterMs);
  try {
    const built = await build();
    if (progress !== undefined) log.info({ seconds: seconds() }, 'an index build has ended');
    return built;
  } finally {
    clearTimeout(beginning);
    clearInterval(progress);
  }
}

async function repeat(build: () => Promise<unknown>, onWait: (reason: string) => void): Promise<unknown> {
  for (;;) {
    try {
      return await build();
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error;
      onWait(String(error));
      await sleep(PAUSE_MS);
    }
  }
}
