// Compares the router with other gateways, all on one core, in turn. See README.md.
import { isDeepStrictEqual } from 'node:util';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contenders } from './lib/contenders.mjs';
import { ask, load, measure, median, urlOf } from './lib/measure.mjs';
import { freePort, start, startProgram } from './lib/processes.mjs';
import { writeResults } from './lib/results.mjs';
import { fillIn } from './lib/router-commands.mjs';
import { composeScenario } from './scenario/compose.mjs';

const settings = {
  rounds: Number(process.env.ROUNDS ?? 3),
  warmUp: Number(process.env.WARM_UP ?? 6),
  /** The minimum of warm-up requests: a slow machine needs longer until the code is compiled. */
  warmRequests: Number(process.env.WARM_REQUESTS ?? 300),
  /** Seconds of load before each measurement: a process that was idle for minutes has dropped compiled code. */
  warmAgain: Number(process.env.WARM_AGAIN ?? 4),
  duration: Number(process.env.DURATION ?? 3),
  connections: process.env.CONNECTIONS?.split(',').map(Number),
  operations: (process.env.OPERATIONS ?? 'nested,small,own').split(','),
  only: process.env.ONLY?.split(','),
  save: process.env.SAVE !== 'false',
};
const CONNECTIONS = { nested: [1, 50, 200], small: [1, 50], own: [50] };
const GATEWAY_CORE = 0;
const OTHER_CORE = 1;

const directory = mkdtempSync(join(tmpdir(), 'bench-'));
const chosen = contenders.filter(({ id }) => settings.only?.includes(id) ?? true);
const found = {};
if (!contenders.some(({ command }) => command !== undefined)) {
  console.log(
    'Skipped: Hive Router, Cosmo Router, Apollo Router. ROUTER_COMMANDS names their binaries (see README.md).',
  );
}
try {
  for (const operation of settings.operations) {
    const scenario = operation === 'own' ? await startOwn() : await startShop(operation);
    try {
      found[operation] = await compare(operation, scenario);
    } finally {
      await scenario.subgraphs.stop();
    }
  }
} finally {
  rmSync(directory, { recursive: true });
}
writeResults(found, chosen, settings);

/** The small shop in `scenario/`. */
async function startShop(operation) {
  const port = await freePort();
  const subgraphs = await start(path('./scenario/serve.mjs'), { core: OTHER_CORE, port });
  return describeScenario(subgraphs, composeScenario(port), path(`./scenario/${operation}.graphql`));
}

/** The project's own subgraphs. */
async function startOwn() {
  const port = await freePort();
  const options = { core: OTHER_CORE, port, signal: 'SIGTERM' };
  const subgraphs = await start(path('./own/serve.mjs'), options);
  const supergraph = await (await fetch(`http://127.0.0.1:${port}/supergraph`)).text();
  return describeScenario(subgraphs, supergraph, path('./own/own.graphql'));
}

function describeScenario(subgraphs, sdl, queryPath) {
  const supergraph = join(directory, 'supergraph.graphql');
  writeFileSync(supergraph, sdl);
  const body = JSON.stringify({ query: readFileSync(queryPath, 'utf8') });
  return { subgraphs, supergraph, subgraphsUrl: `http://127.0.0.1:${subgraphs.port}`, body };
}

function path(relative) {
  return new URL(relative, import.meta.url).pathname;
}

async function compare(operation, scenario) {
  const { body, subgraphsUrl } = scenario;
  const answer = await answerOf(contenders[0], scenario);
  const bytes = Buffer.byteLength(JSON.stringify(answer));
  const raw = await rawEnvironment(operation, scenario, answer);
  const samples = {};
  const running = new Map();
  try {
    for (const contender of chosen.filter(({ only }) => only?.includes(operation) ?? true)) {
      const started = await run(contender, raw, scenario);
      running.set(contender.id, started);
      if (contender.raw === undefined && !isDeepStrictEqual(await ask(started, body), answer)) {
        throw new Error(`${contender.title} gives another answer to the ${operation} operation.`);
      }
      await warmUp(started, body);
    }
    // In turn, so that other load on the machine affects all of them.
    for (let round = 0; round < settings.rounds; round++) {
      for (const [id, contender] of running) {
        await load(
          { url: urlOf(contender), body, connections: 50, duration: settings.warmAgain },
          OTHER_CORE,
        );
        const { connections: few = CONNECTIONS[operation] } = contenders.find((one) => one.id === id);
        for (const connections of settings.connections ?? few) {
          const options = { body, connections, duration: settings.duration, subgraphsUrl, core: OTHER_CORE };
          const sample = await measure(contender, options);
          ((samples[id] ??= {})[connections] ??= []).push(sample);
          process.stdout.write(`${operation} ${id} ×${connections}: ${describe(sample)}\n`);
        }
      }
    }
  } finally {
    for (const contender of running.values()) await contender.stop();
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

async function run(contender, raw, { supergraph, subgraphsUrl }) {
  const { command, script, flags, hasMetrics } = contender;
  const port = await freePort();
  const adminPort = hasMetrics ? await freePort() : undefined;
  const env = {
    ...contender.env,
    ...raw[contender.raw],
    SUPERGRAPH_PATH: supergraph,
    SUBGRAPHS_URL: subgraphsUrl,
    ADMIN_PORT: String(adminPort ?? 0),
  };
  const options = { core: GATEWAY_CORE, port, env };
  const started =
    command === undefined
      ? await start(script, { ...options, flags })
      : await startProgram(fillIn(command, { supergraph, port }), options);
  return { ...started, adminPort };
}

async function answerOf(contender, scenario) {
  const running = await run(contender, {}, scenario);
  const answer = await ask(running, scenario.body);
  await running.stop();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

/** The requests of the raw baseline: as many as this router sends per operation when fifty run at once. */
async function rawEnvironment(operation, scenario, answer) {
  const { body, subgraphsUrl } = scenario;
  const router = contenders.find(({ id }) => id === 'ours');
  const running = await run(router, {}, scenario);
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
