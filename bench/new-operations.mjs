// Measures what new operations do to a known one, and what the first request of a registered operation costs.
// CORES="0,1" pins the router, ROUTERS="before=/path/to/main.js" adds another build of it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { contenders } from './lib/contenders.mjs';
import { ask, load, median, urlOf } from './lib/measure.mjs';
import { freePort, loopCpuMs, start } from './lib/processes.mjs';
import { saveSection } from './lib/results.mjs';
import { composeScenario } from './scenario/compose.mjs';

const settings = {
  cores: process.env.CORES ?? '0,1',
  rounds: Number(process.env.ROUNDS ?? 5),
  /** Seconds of each measurement. */
  duration: Number(process.env.DURATION ?? 5),
  /** Known operations a second. */
  rate: Number(process.env.RATE ?? 100),
  newPerSecond: 10,
};
const OTHER_CORE = 1;
const REGISTERED = 20;
/** Operations of each kind by which the CPU time of the event loop is measured. */
const COUNTED = 200;

const query = readFileSync(new URL('./scenario/nested.graphql', import.meta.url), 'utf8');
const body = JSON.stringify({ query });
const renamed = (alias) => query.replace('topProducts', `${alias}: topProducts`);
const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const port = await freePort();
const supergraph = join(directory, 'supergraph.graphql');
writeFileSync(supergraph, composeScenario(port));
const registered = Array.from({ length: REGISTERED }, (_, index) => renamed(`registered${index}`));
const manifest = join(directory, 'manifest.json');
writeFileSync(manifest, JSON.stringify(manifestOf(registered)));
const ours = contenders.find(({ id }) => id === 'ours');
const others = (process.env.ROUTERS ?? '').split(' ').filter((each) => each !== '');
const routers = [['this router', ours.script], ...others.map((each) => each.split('='))];

const subgraphs = await start(new URL('./scenario/serve.mjs', import.meta.url).pathname, {
  core: OTHER_CORE,
  port,
});
const lines = [];
try {
  for (const [name, script] of routers) lines.push(...(await measureRouter(name, script)));
} finally {
  await subgraphs.stop();
  rmSync(directory, { recursive: true });
}
saveSection('New operations beside known ones', lines);

async function measureRouter(name, script) {
  const running = await start(script, {
    core: settings.cores,
    port: await freePort(),
    flags: ours.flags,
    env: { ...ours.env, SUPERGRAPH_PATH: supergraph, TRUSTED_DOCUMENTS_PATH: manifest },
  });
  try {
    await load({ url: urlOf(running), body, connections: 10, duration: 6 }, OTHER_CORE);
    const { first, warm } = await askRegistered(running);
    const knownMs = await loopCpuOf(running, () => query);
    const newMs = await loopCpuOf(running, (index) => renamed(`counted${index}`));
    const alone = [];
    const beside = [];
    for (let round = 0; round < settings.rounds; round++) {
      alone.push(await measureKnown(running));
      const stop = sendNew(running, `r${round}`);
      beside.push(await measureKnown(running));
      await stop();
    }
    const [p99, p99Beside] = [median(alone), median(beside)];
    return [
      `- ${name}, on cores ${settings.cores}: p99 of ${settings.rate} known operations a second ${p99.toFixed(1)} ms alone, ` +
        `${p99Beside.toFixed(1)} ms beside ${settings.newPerSecond} new ones a second: × ${(p99Beside / p99).toFixed(2)}. ` +
        `First request of a registered operation ${first.toFixed(1)} ms, later ones ${warm.toFixed(1)} ms: × ${(first / warm).toFixed(2)}. ` +
        `CPU of the event loop: ${newMs.toFixed(1)} ms for a new operation, ${knownMs.toFixed(1)} ms for a known one.`,
    ];
  } finally {
    await running.stop();
  }
}

async function measureKnown(running) {
  const options = {
    url: urlOf(running),
    body,
    connections: 10,
    duration: settings.duration,
    rate: settings.rate,
  };
  return (await load(options, OTHER_CORE)).p99;
}

/** @returns a function that stops it */
function sendNew(running, prefix) {
  let count = 0;
  const sent = [];
  const timer = setInterval(() => {
    count += 1;
    sent.push(ask(running, JSON.stringify({ query: renamed(`${prefix}n${count}`) })));
  }, 1_000 / settings.newPerSecond);
  return async () => {
    clearInterval(timer);
    const failed = (await Promise.all(sent)).find(({ errors }) => errors !== undefined);
    if (failed !== undefined) throw new Error(JSON.stringify(failed.errors));
  };
}

/** @returns milliseconds for each operation */
async function loopCpuOf(running, textOf) {
  const before = loopCpuMs(running.pid);
  for (let index = 0; index < COUNTED; index++) await ask(running, JSON.stringify({ query: textOf(index) }));
  return (loopCpuMs(running.pid) - before) / COUNTED;
}

async function askRegistered(running) {
  const [firsts, others] = [[], []];
  for (const text of registered) {
    firsts.push(await timeOf(running, text));
    for (let time = 0; time < 4; time++) others.push(await timeOf(running, text));
  }
  return { first: median(firsts), warm: median(others) };
}

async function timeOf(running, text) {
  const began = performance.now();
  const answer = await ask(running, JSON.stringify({ query: text }));
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return performance.now() - began;
}

function manifestOf(texts) {
  const operations = texts.map((text) => ({
    id: createHash('sha256').update(text).digest('hex'),
    name: 'Nested',
    type: 'query',
    body: text,
  }));
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}
