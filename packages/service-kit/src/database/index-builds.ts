import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mongoose';
import type { Logger } from '../logger.js';
import { isDatabaseUnavailable } from './unavailable.js';

type Build = (...given: unknown[]) => Promise<unknown>;

const PAUSE_MS = 500;

/**
 * Has index builds of a connection wait for a database that does not answer. A server can be too busy with a build to
 * answer the driver's checks; the driver then ends the command, and the server continues to build. The same command
 * waits for that build. A service that ended instead would be started again and again until the index is there.
 */
export function awaitIndexBuilds({ db }: Connection, logger: Logger): void {
  if (db === undefined) throw new Error('the connection is not open');
  const open = db.collection.bind(db);
  db.collection = (...names: Parameters<typeof open>) => {
    const collection = open(...names);
    const builds = collection as unknown as Record<'createIndex' | 'createIndexes', Build>;
    for (const name of ['createIndex', 'createIndexes'] as const) {
      const build = builds[name].bind(collection);
      builds[name] = (...given) =>
        repeat(
          () => build(...given),
          (reason) => logger.warn({ collection: names[0], reason }, 'an index build waits for the database'),
        );
    }
    return collection as never;
  };
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
