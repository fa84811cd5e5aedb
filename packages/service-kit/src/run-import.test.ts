import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from './testing/database.js';

/** As objects of these the records of the large file take half as much again as the memory that the import is given. */
const RECORDS = 150_000;
const HEAP_MB = 48;

let database: TestDatabase;
let directory: string;
beforeAll(async () => {
  database = await startTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(async () => {
  await database.stop();
  await rm(directory, { recursive: true });
});

async function writeFile(name: string, count: number, last?: string): Promise<string> {
  const path = join(directory, name);
  const file = createWriteStream(path);
  for (let at = 0; at < count; at += 1) {
    const isRoom = file.write(`{"id":"record-${at}","text":"${'x'.repeat(150)}${at}"}\n`);
    if (!isRoom) await new Promise<void>((resolve) => file.once('drain', () => resolve()));
  }
  if (last !== undefined) file.write(`${last}\n`);
  await new Promise<void>((resolve) => file.end(() => resolve()));
  return path;
}

/** Runs an import, whose writer says how many records it got and fails after `most`, in a process with little memory. */
function runImport(path: string, most = RECORDS) {
  const module = new URL('../dist/run-import.js', import.meta.url).href;
  const script = `import { runImport } from ${JSON.stringify(module)};
    import { z } from 'zod';
    process.argv.splice(1, 0, 'import');
    let written = 0;
    process.on('exit', () => process.stdout.write('written ' + written));
    await runImport('shop', z.object({ id: z.string(), text: z.string() }), async () => async (batch) => {
      if (written + batch.length > ${most}) throw new Error('the database is gone');
      written += batch.length;
    });`;
  const args = [`--max-old-space-size=${HEAP_MB}`, '--input-type=module', '--eval', script, '--', path];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, MONGODB_URI: database.newUri() },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => (out += String(data)));
  child.stderr.on('data', (data) => (err += String(data)));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('an import', () => {
  it('needs no more memory for a large file than for a small one, and says how far it is', async () => {
    const { code, out, err } = await runImport(await writeFile('large', RECORDS));
    expect(err).toContain(`shop: 50000 of ${RECORDS} records`);
    expect(code).toBe(0);
    expect(out).toBe(`shop: ${RECORDS} records imported\nwritten ${RECORDS}`);
  });

  it('ends when a batch cannot be written', async () => {
    const { code, out, err } = await runImport(await writeFile('lost', 1_200), 1_000);
    expect(JSON.parse(err)).toMatchObject({
      level: 'fatal',
      service: 'shop',
      err: { type: 'Error', message: 'the database is gone' },
      msg: 'the import failed: correct the cause in `err` and run it again from the start',
    });
    expect([code, out]).toEqual([1, 'written 1000']);
  });

  it('writes nothing of a file with a wrong line', async () => {
    const { code, out, err } = await runImport(await writeFile('wrong', 1_200, '{"id": 1}'));
    expect(JSON.parse(err)).toMatchObject({
      level: 'fatal',
      msg: expect.stringMatching(/wrong:1201: id /) as string,
    });
    expect([code, out]).toEqual([1, 'written 0']);
  });
});
