import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { PASSWORD, RUNS, type Callers } from '../e2e/registered-operations/runs.js';
import { accessTokenOf, createClient } from '../e2e/support/client.js';
import { readCpu } from './cpu.js';
import { HOSTILE, type PricedRun } from './hostile-operations.js';
import { median } from './median.js';
import { atMost, say, type Figure } from './report.js';
import { stockUp, UNLIMITED } from './shopping.js';

/** The runs of each operation: first those that only warm the processes up. */
const WARM_UP = 10;
const RUNS_MEASURED = Number(process.env.COST_RUNS ?? 20);

/** How long work that an operation leaves behind is measured with it, in milliseconds. */
const SETTLE_MS = 20;

/** The time in which the consequences of a run's preparation are processed, in milliseconds. */
const PREPARED_MS = 60;
const IDLE_MS = 3_000;

/** The CPU time of a unit of cost may be this multiple of the median. */
const MAX_UNDERPRICED = 5;

interface Priced {
  readonly name: string;
  readonly cost: number;
  readonly cpuMs: number;
}

/** Measures the CPU time of all processes for each registered operation and for hostile ones, per unit of their cost. */
export async function runCost(): Promise<readonly Figure[]> {
  const mailbox: string[] = [];
  const supergraph = await startSupergraph({
    env: UNLIMITED,
    onMail: ({ text }) => void mailbox.push(text),
  });
  try {
    await stockUp(supergraph.url);
    const callers = await openCallers(supergraph, mailbox);
    const idlePerMs = await measureIdle(supergraph);
    const priced: Priced[] = [];
    for (const run of [...RUNS, ...HOSTILE]) priced.push(await price(run, callers, supergraph, idlePerMs));
    return report(priced);
  } finally {
    await supergraph.stop();
  }
}

async function openCallers({ url }: Supergraph, mailbox: readonly string[]): Promise<() => Callers> {
  const ownerEmail = `${randomUUID()}@cost.test`;
  const open = (token?: string) => createClient(url, token, { 'graphql-cost': 'true' });
  const register = async (email: string) => {
    const input = { name: 'Customer', email, password: PASSWORD };
    await createClient(url).data(operations.webSignUp.text, { input });
    return open(await accessTokenOf(url, email, PASSWORD));
  };
  const callers = {
    anonymous: open(),
    customer: open(await accessTokenOf(url, 'customer@demo.shop')),
    staff: open(await accessTokenOf(url, 'staff@demo.shop')),
    owner: await register(ownerEmail),
    ownerEmail,
    mailbox,
    createNewcomer: () => register(`${randomUUID()}@cost.test`),
    async renewOwner() {
      callers.owner = await accessTokenOf(url, ownerEmail, PASSWORD).then(open, () => register(ownerEmail));
    },
  };
  return () => callers;
}

function cpuOf(supergraph: Supergraph): number {
  return readCpu(Object.values(supergraph.pids()));
}

async function measureIdle(supergraph: Supergraph): Promise<number> {
  await sleep(IDLE_MS);
  const before = cpuOf(supergraph);
  await sleep(IDLE_MS);
  return (cpuOf(supergraph) - before) / IDLE_MS;
}

async function price(
  run: PricedRun,
  callers: () => Callers,
  supergraph: Supergraph,
  idlePerMs: number,
): Promise<Priced> {
  const { name, text } = run.document;
  const times: number[] = [];
  let cost = 0;
  for (let at = 0; at < WARM_UP + RUNS_MEASURED; at += 1) {
    const variables = await run.prepare(callers());
    await sleep(PREPARED_MS);
    const [cpu, began] = [cpuOf(supergraph), performance.now()];
    const answer = await run.as(callers()).ask(text, variables);
    await sleep(SETTLE_MS);
    const used = cpuOf(supergraph) - cpu - idlePerMs * (performance.now() - began);
    if (answer.errors !== undefined) throw new Error(`${name}: ${JSON.stringify(answer.errors)}`);
    cost = answer.extensions?.cost?.asked ?? 0;
    if (at >= WARM_UP) times.push(used);
  }
  return { name, cost, cpuMs: median(times) };
}

/** Prints the operations as a table, those that are priced lowest first. */
function report(priced: readonly Priced[]): readonly Figure[] {
  const perUnit = ({ cost, cpuMs }: Priced) => cpuMs / Math.max(1, cost);
  const usual = median(priced.map(perUnit));
  say('| operation | cost | CPU ms | of the median per unit |');
  say('| --- | ---: | ---: | ---: |');
  for (const each of priced.toSorted((a, b) => perUnit(b) - perUnit(a))) {
    const share = (perUnit(each) / usual).toFixed(2);
    say(`| ${each.name} | ${each.cost} | ${each.cpuMs.toFixed(1)} | ${share} |`);
  }
  say(`the median is ${usual.toFixed(3)} ms of CPU per unit of cost`);
  const highest = Math.max(...priced.map(perUnit));
  return [atMost('the most underpriced operation / median', highest / usual, MAX_UNDERPRICED)];
}
