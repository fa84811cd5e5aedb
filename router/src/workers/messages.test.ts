import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { askWorkers, tellWorker } from './messages.js';

const messages = pathToFileURL(resolve(import.meta.dirname, '../../dist/workers/messages.js')).href;

/** A worker that answers each question with its text, ends at `end`, and at `primary` has asked its primary process. */
const WORKER = `
  import { askPrimary } from '${messages}';
  process.on('message', async ({ text, request, limitMs }) => {
    if (text === 'end') process.exit();
    if (text === 'primary') {
      const answer = await askPrimary({ type: 'ask' }, 'told', limitMs);
      process.send({ text: answer?.text ?? 'no answer', request });
    } else if (text !== undefined && text !== 'nothing') process.send({ text, request });
  });
  process.send('started');
`;

let folder: string;
let workers: Worker[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'messages-'));
  await writeFile(join(folder, 'worker.mjs'), WORKER);
  cluster.setupPrimary({ exec: join(folder, 'worker.mjs'), execArgv: [] });
});
afterEach(async () => {
  for (const worker of workers) {
    const ended = worker.isDead() ? undefined : once(worker, 'exit');
    worker.process.kill('SIGKILL');
    await ended;
  }
});
afterAll(() => rm(folder, { recursive: true }));

async function start(count: number): Promise<void> {
  workers = Array.from({ length: count }, () => cluster.fork());
  await Promise.all(workers.map((worker) => once(worker, 'message')));
}

const LONG_MS = 60_000;
const ask = async (text: string, limitMs = LONG_MS) =>
  (await askWorkers<{ readonly text: string }>(workers, { text, limitMs }, limitMs)).map(
    (answer) => answer.text,
  );

test('many questions at once each have their own answers, without a warning of too many listeners', async () => {
  await start(2);
  const warnings: Error[] = [];
  const note = (warning: Error) => void warnings.push(warning);
  process.on('warning', note);
  const texts = Array.from({ length: 20 }, (_, index) => `question ${index}`);
  expect(await Promise.all(texts.map((text) => ask(text)))).toEqual(texts.map((text) => [text, text]));
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('a worker that ends, or has ended, is not waited for', async () => {
  await start(2);
  expect(await ask('end')).toEqual([]);
  expect(await ask('again')).toEqual([]);
});

test('a worker that does not answer is waited for until the time limit', async () => {
  await start(1);
  expect(await ask('nothing', 10)).toEqual([]);
  expect(await ask('again')).toEqual(['again']);
});

test('a worker asks its primary process, and does not wait for one that does not know the question', async () => {
  await start(1);
  const asked = askWorkers<{ readonly text: string }>(workers, { text: 'primary', limitMs: 10 }, LONG_MS);
  expect(await asked).toMatchObject([{ text: 'no answer' }]);
  const tell = (worker: Worker, { type }: { readonly type?: string }) => {
    if (type === 'ask') tellWorker(worker, { type: 'told', text: 'the answer' });
  };
  cluster.on('message', tell);
  expect(await ask('primary')).toEqual(['the answer']);
  cluster.off('message', tell);
});
