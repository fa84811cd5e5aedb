// The router beside other gateways, each on one core, in turn. See README.md.
import { isDeepStrictEqual } from 'node:util';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contenders } from './lib/contenders.mjs';
import { ask, load, measure, median, urlOf } from './lib/measure.mjs';
import { freePort, start } from './lib/processes.mjs';
import { writeResults } from './lib/results.mjs';
import { composeScenario } from './scenario/compose.mjs';

const settings = {
  rounds: Number(process.env.ROUNDS ?? 3),
  warmUp: Number(process.env.WARM_UP ?? 10),
  /** Warm only after so many requests too: a slow machine needs longer until the code is compiled. */
  warmRequests: Number(process.env.WARM_REQUESTS ?? 500),
  duration: Number(process.env.DURATION ?? 5),
  connections: (process.env.CONNECTIONS ?? '1,50,200').split(',').map(Number),
  operations: (process.env.OPERATIONS ?? 'nested,small').split(','),
  only: process.env.ONLY?.split(','),
  save: process.env.SAVE !== 'false',
};
const GATEWAY_CORE = 0;
const OTHER_CORE = 1;

const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const subgraphsPort = await freePort();
const subgraphsUrl = `http://127.0.0.1:${subgraphsPort}`;
const supergraph = join(directory, 'supergraph.graphql');
writeFileSync(supergraph, composeScenario(subgraphsPort));
const subgraphs = await start(new URL('./scenario/serve.mjs', import.meta.url).pathname, {
  core: OTHER_CORE,
  port: subgraphsPort,
});
const chosen = contenders.filter(({ id }) => settings.only?.includes(id) ?? true);
const found = {};
try {
  for (const operation of settings.operations) found[operation] = await compare(operation);
} finally {
  await subgraphs.stop();
  rmSync(directory, { recursive: true });
}
writeResults(found, chosen, settings);

async function compare(operation) {
  const query = readFileSync(new URL(`./scenario/${operation}.graphql`, import.meta.url), 'utf8');
  const body = JSON.stringify({ query });
  const answer = await answerOf(contenders[0], body);
  const bytes = Buffer.byteLength(JSON.stringify(answer));
  const raw = await rawEnvironment(operation, body, answer);
  const samples = {};
  for (let round = 0; round < settings.rounds; round++) {
    for (const contender of chosen) {
      const running = await run(contender, raw);
      try {
        if (contender.raw === undefined && !isDeepStrictEqual(await ask(running, body), answer)) {
          throw new Error(`${contender.title} gives another answer to the ${operation} operation.`);
        }
        await warmUp(running, body);
        for (const connections of settings.connections) {
          const options = { body, connections, duration: settings.duration, subgraphsUrl, core: OTHER_CORE };
          const sample = await measure(running, options);
          ((samples[contender.id] ??= {})[connections] ??= []).push(sample);
          process.stdout.write(`${operation} ${contender.id} ×${connections}: ${describe(sample)}\n`);
        }
      } finally {
        await running.stop();
      }
    }
  }
  return { bytes, fetches: raw.count, medians: medians(samples) };
}

async function warmUp(running, body) {
  let answered = 0;
  for (let attempt = 0; attempt < 6 && answered < settings.warmRequests; attempt++) {
    const options = { url: urlOf(running), body, connections: 50, duration: settings.warmUp };
    answered += (await load(options, OTHER_CORE)).requests;
  }
}

function run(contender, raw) {
  return freePort().then((port) =>
    start(contender.script, {
      core: GATEWAY_CORE,
      port,
      env: {
        ...contender.env,
        ...raw[contender.raw],
        SUPERGRAPH_PATH: supergraph,
        SUBGRAPHS_URL: subgraphsUrl,
      },
    }),
  );
}

async function answerOf(contender, body) {
  const running = await run(contender, {});
  const answer = await ask(running, body);
  await running.stop();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

/** What the raw baseline sends: as many of this router's requests as it makes for one of fifty at once. */
async function rawEnvironment(operation, body, answer) {
  const router = contenders.find(({ id }) => id === 'ours');
  const running = await run(router, {});
  const askMany = () => Promise.all(Array.from({ length: 50 }, () => ask(running, body)));
  for (let warm = 0; warm < 5; warm++) await askMany();
  await fetch(`${subgraphsUrl}/record`);
  await askMany();
  const recorded = await (await fetch(`${subgraphsUrl}/record`)).json();
  const count = Math.round(recorded.length / 50);
  const fetches = Array.from(
    { length: count },
    (_, index) => recorded[Math.floor((index * recorded.length) / count)],
  );
  await running.stop();
  const answerPath = join(directory, `${operation}-answer.json`);
  const fetchesPath = join(directory, `${operation}-fetches.json`);
  const nonePath = join(directory, 'none.json');
  writeFileSync(answerPath, JSON.stringify(answer));
  writeFileSync(fetchesPath, JSON.stringify(fetches));
  writeFileSync(nonePath, '[]');
  return {
    count: fetches.length,
    fetches: { ANSWER_PATH: answerPath, FETCHES_PATH: fetchesPath },
    memory: { ANSWER_PATH: answerPath, FETCHES_PATH: nonePath },
  };
}

function medians(samples) {
  const result = {};
  for (const [id, byConnections] of Object.entries(samples)) {
    result[id] = {};
    for (const [connections, list] of Object.entries(byConnections)) {
      const names = Object.keys(list[0]);
      result[id][connections] = Object.fromEntries(
        names.map((name) => [name, median(list.map((s) => s[name]))]),
      );
    }
  }
  return result;
}

function describe({ perSecond, p50, p99, cpuMs, fetches, peakMiB, failed }) {
  const text = `${perSecond.toFixed(0)}/s p50 ${p50} p99 ${p99} ms, ${cpuMs.toFixed(2)} ms CPU, ${fetches.toFixed(1)} fetches, ${peakMiB} MiB`;
  return failed > 0 ? `${text}, ${failed} failed` : text;
}
