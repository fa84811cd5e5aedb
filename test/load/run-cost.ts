import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSupergraph, type Supergraph } from '@supergraph/local';
import * as operations from '@supergraph/schema';
import { getOperationAST, OperationTypeNode, parse } from 'graphql';
import { PASSWORD, RUNS, type Callers } from '../e2e/registered-operations/runs.js';
import { accessTokenOf, createClient } from '../e2e/support/client.js';
import { readCpu } from './cpu.js';
import { HOSTILE, type PricedRun } from './hostile-operations.js';
import { median } from './median.js';
import { atMost, say, type Figure } from './report.js';
import { stockUp, UNLIMITED } from './shopping.js';

/** All operations run this often before the first is measured, so that none is priced by code that is still cold. */
const WARM_UP = 15;
const RUNS_MEASURED = Number(process.env.COST_RUNS ?? 20);

/** A query is measured in bursts, as one who wants to wear out the shop sends it. A mutation needs a preparation each. */
const BURST = 10;

/** How long work that an operation leaves behind is measured with it, in milliseconds. */
const SETTLE_MS = 20;

/** The time in which most consequences of a run's preparation are processed, in milliseconds. */
const PREPARED_MS = 60;

/** Every third preparation is followed by no operation, which shows what the preparation itself still costs. */
const PER_CONTROL = 3;
const CONTROL_MS = 40;

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
    const runs = [...RUNS, ...HOSTILE];
    for (const run of runs) await warmUp(run, callers);
    const priced: Priced[] = [];
    for (const run of runs) priced.push(await price(run, callers, supergraph));
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

async function runOnce({ document, as }: PricedRun, callers: Callers, variables: object): Promise<number> {
  const { errors, extensions } = await as(callers).ask(document.text, variables);
  if (errors !== undefined) throw new Error(`${document.name}: ${JSON.stringify(errors)}`);
  return extensions?.cost?.asked ?? 0;
}

async function warmUp(run: PricedRun, callers: () => Callers): Promise<void> {
  for (let at = 0; at < WARM_UP; at += 1) {
    const variables = await run.prepare(callers());
    for (let sent = 0; sent < burstOf(run); sent += 1) await runOnce(run, callers(), variables);
  }
}

async function price(run: PricedRun, callers: () => Callers, supergraph: Supergraph): Promise<Priced> {
  const burst = burstOf(run);
  const runs: Usage[] = [];
  const controls: number[] = [];
  let cost = 0;
  for (let at = 0; at < RUNS_MEASURED; at += 1) {
    const variables = await run.prepare(callers());
    await sleep(PREPARED_MS);
    const usage = await measure(supergraph, async () => {
      for (let sent = 0; sent < burst; sent += 1) cost = await runOnce(run, callers(), variables);
      await sleep(SETTLE_MS);
    });
    runs.push(usage);
    if (at % PER_CONTROL > 0) continue;
    await run.prepare(callers());
    await sleep(PREPARED_MS);
    const control = await measure(supergraph, () => sleep(CONTROL_MS));
    controls.push(control.cpuMs / control.ms);
  }
  const otherPerMs = median(controls);
  const ofBursts = runs.map(({ cpuMs, ms }) => cpuMs - otherPerMs * ms);
  return { name: run.document.name, cost, cpuMs: median(ofBursts) / burst };
}

function burstOf({ document }: PricedRun): number {
  const operation = getOperationAST(parse(document.text))?.operation;
  return operation === OperationTypeNode.MUTATION ? 1 : BURST;
}

interface Usage {
  readonly cpuMs: number;
  readonly ms: number;
}

/** @returns the CPU time of all processes while the work is done, and how long it took */
async function measure(supergraph: Supergraph, work: () => Promise<void>): Promise<Usage> {
  const pids = Object.values(supergraph.pids());
  const [before, began] = [readCpu(pids), performance.now()];
  await work();
  return { cpuMs: readCpu(pids) - before, ms: performance.now() - began };
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
