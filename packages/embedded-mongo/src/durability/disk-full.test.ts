import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import type { Doc } from '../bson/document.js';
import { program } from '../testing/program.js';
import { makeDirectory, removeDirectory } from '../testing/directory.js';
import { temporaryDirectory } from '../testing/server.js';

interface Running {
  readonly uri: string;
  readonly pid: number;
  readonly kill: () => Promise<void>;
}

/** Starts the server in a shell that has run `before`. */
async function start(dir: string, before = 'true'): Promise<Running> {
  const command = `${before}; exec "$0" "$1" --dir "$2" --port 0`;
  const child = spawn('bash', ['-c', command, process.execPath, program(), dir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const uri = /mongodb:\/\/\S+:\d+/.exec(line.toString())?.[0] ?? '';
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return { uri, pid: child.pid ?? 0, kill };
}

async function open(uri: string) {
  const connection = await createConnection(`${uri}/full`).asPromise();
  onTestFinished(() => connection.close(true));
  const items = connection.collection<Doc & { _id: number }>('items');
  const acknowledged: number[] = [];
  let next = 0;
  /** Writes several documents at once; resolves to the errors of the failed writes. */
  const write = async (size: number): Promise<unknown[]> => {
    const ids = Array.from({ length: 4 }, () => (next += 1));
    const results = await Promise.allSettled(
      ids.map(async (_id) => {
        await items.insertOne({ _id, n: -_id, filler: 'x'.repeat(size) });
        acknowledged.push(_id);
      }),
    );
    return results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  };
  const command = (body: Doc): Promise<Doc> => connection.db?.command(body) as Promise<Doc>;
  return { items, acknowledged, write, command };
}

type Client = Awaited<ReturnType<typeof open>>;

async function expectAll({ items, command }: Client, ids: readonly number[]): Promise<void> {
  expect(await command({ validate: 'items' })).toMatchObject({ valid: true, nrecords: ids.length });
  const byIndex = await items
    .find({ n: { $lt: 0 } }, { projection: { _id: 1 } })
    .sort({ n: -1 })
    .toArray();
  expect(byIndex.map(({ _id }) => _id)).toEqual([...ids].sort((a, b) => a - b));
}

/** Writes documents of one size until the disk is full, then frees space, then starts another server without a limit. */
async function fill(server: Running, size: number, makeRoom: () => void, dir: string): Promise<void> {
  const client = await open(server.uri);
  const { items, acknowledged, write } = client;
  await items.createIndex({ n: 1 }, {}, {});
  let failures: unknown[] = [];
  for (let n = 0; n < 2000 && failures.length === 0; n += 1) failures = await write(size);
  failures.push(...(await write(size)), ...(await write(size)));
  expect(failures.length).toBeGreaterThan(0);
  for (const failure of failures) expect(failure).toMatchObject({ code: 14031 });
  expect(acknowledged.length).toBeGreaterThan(10);
  await expectAll(client, acknowledged);

  const cursor = items.find().sort({ _id: 1 }).batchSize(2);
  const before = [...acknowledged].sort((a, b) => a - b);
  expect(await cursor.next()).toMatchObject({ _id: before[0] });
  await write(size);
  makeRoom();
  expect(await write(size)).toEqual([]);
  expect((await cursor.toArray()).map(({ _id }) => _id)).toEqual(expect.arrayContaining(before.slice(1)));
  await expectAll(client, acknowledged);

  await server.kill();
  await expectAll(await open((await start(dir)).uri), acknowledged);
}

const MOUNT = ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs'];

function mayMount(): boolean {
  const at = makeDirectory();
  const mounted = spawnSync('mount', [...MOUNT, at]).status === 0;
  if (mounted) execFileSync('umount', [at]);
  removeDirectory(at);
  return mounted;
}

/** A file system of 8 MB. */
function smallDisk(): string {
  const at = temporaryDirectory();
  execFileSync('mount', [...MOUNT, at]);
  onTestFinished(() => void execFileSync('umount', ['-l', at]));
  return at;
}

const SIZES = [100_000, 10_000];

it.runIf(process.platform === 'linux').each(SIZES)(
  'tells writers that their files may not grow, and takes writes again when they may (documents of %i bytes)',
  { timeout: 60_000 },
  async (size) => {
    const dir = temporaryDirectory();
    const server = await start(dir, 'ulimit -S -f 4096');
    const makeRoom = (): void => {
      execFileSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited']);
    };
    await fill(server, size, makeRoom, dir);
  },
);

it.runIf(mayMount()).each(SIZES)(
  'tells writers that the disk is full, and takes writes again when it is not, where a disk may be mounted (%i bytes)',
  { timeout: 60_000 },
  async (size) => {
    const disk = smallDisk();
    const dir = join(disk, 'data');
    mkdirSync(dir);
    const ballast = join(disk, 'ballast');
    writeFileSync(ballast, Buffer.alloc(4_000_000));
    await fill(await start(dir), size, () => rmSync(ballast), dir);
  },
);
