import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import { program } from '../testing/program.js';
import { temporaryDirectory } from '../testing/server.js';

const LIMIT_KB = 4096;

/** A server whose files may not grow beyond a few megabytes: to it the disk is full there. */
async function startLimited(dir: string): Promise<{ uri: string; stop: () => Promise<void> }> {
  const command = `ulimit -f ${LIMIT_KB}; exec "$0" "$1" --dir "$2" --port 0`;
  const child = spawn('bash', ['-c', command, process.execPath, program(), dir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const uri = /mongodb:\/\/\S+:\d+/.exec(line.toString())?.[0] ?? '';
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  onTestFinished(stop);
  return { uri, stop };
}

it.runIf(process.platform === 'linux')(
  'tells the writer that the disk is full, and keeps what was there',
  { timeout: 60_000 },
  async () => {
    const dir = temporaryDirectory();
    const server = await startLimited(dir);
    const connection = await createConnection(`${server.uri}/full`).asPromise();
    const items = connection.collection('items');
    await items.createIndex({ n: 1 }, {}, {});
    let stored = 0;
    let failure: unknown;
    for (let n = 0; n < 100 && failure === undefined; n += 1) {
      await items.insertOne({ n, filler: 'x'.repeat(100_000) }).then(
        () => (stored += 1),
        (error: unknown) => (failure = error),
      );
    }
    expect(failure).toMatchObject({ code: 14031 });
    expect(stored).toBeGreaterThan(10);
    expect(await items.countDocuments({ n: { $gte: 0 } })).toBe(stored);
    expect(await connection.db?.command({ validate: 'items' })).toMatchObject({
      valid: true,
      nrecords: stored,
    });

    // Room again: the server that was full goes on.
    await items.deleteMany({ n: { $lt: 10 } }).catch(() => undefined);
    await connection.close();
    await server.stop();

    const again = await startLimited(dir);
    const reopened = await createConnection(`${again.uri}/full`).asPromise();
    expect(await reopened.db?.command({ validate: 'items' })).toMatchObject({ valid: true });
    expect(await reopened.collection('items').countDocuments()).toBeGreaterThanOrEqual(stored - 10);
    await reopened.close();
  },
);
