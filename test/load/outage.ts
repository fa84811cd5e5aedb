import { setTimeout as sleep } from 'node:timers/promises';

export interface OutageOptions {
  readonly url: string;
  /** Where the router's metrics are. */
  readonly adminUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The process that stands still, and the subgraph whose fields need it. */
  readonly pid: number;
  readonly subgraph: string;
  /** A query of that subgraph alone, and a query of others alone. */
  readonly broken: string;
  readonly others: string;
  /** How long it is observed before the process stands still, and how long it stands still, in milliseconds. */
  readonly stepMs: number;
}

/** Times in milliseconds. */
export interface OutageReport {
  /** From the moment at which the process stood still until nothing was sent to its subgraph; undefined if it always was. */
  readonly opened: number | undefined;
  /** The 95th percentile of other queries, before and while the process stood still. */
  readonly before: number;
  readonly during: number;
  /** The slowest failure of the subgraph's query, and the codes of all. */
  readonly slowest: number;
  readonly codes: ReadonlySet<string>;
  /** Answers of other queries that were not right. */
  readonly otherFailures: number;
  /** From the moment at which the process went on until the subgraph's query was answered. */
  readonly recovered: number;
}

interface Answered {
  readonly at: number;
  readonly ms: number;
  readonly code: string | undefined;
}

const CLIENTS = 4;
const PAUSE_MS = 20;

/** The broken field is asked for at this interval, whether answers come or not. */
const INTERVAL_MS = 100;
const POLL_MS = 25;
/** The end of waiting for something that does not come. */
const LIMIT_MS = 60_000;

/** Freezes a process with SIGSTOP while clients send queries, and lets it go on. */
export async function measureOutage(options: OutageOptions): Promise<OutageReport> {
  const { pid, stepMs } = options;
  const load = startLoad(options);
  await sleep(stepMs);
  const frozen = performance.now();
  process.kill(pid, 'SIGSTOP');
  let opened;
  let thawed;
  try {
    opened = await watchCircuit(options, frozen + stepMs);
    await sleep(Math.max(0, frozen + stepMs - performance.now()));
  } finally {
    thawed = performance.now();
    process.kill(pid, 'SIGCONT');
  }
  const recovered = await untilAnswered(load.broken, thawed);
  await load.stop();
  const failed = load.broken.filter(({ code, at }) => code !== undefined && at > frozen);
  const within = (from: number, to: number) => load.others.filter(({ at, ms }) => at - ms >= from && at < to);
  return {
    opened: opened && opened - frozen,
    before: percentile95(within(0, frozen)),
    during: percentile95(within(frozen, thawed)),
    slowest: Math.max(0, ...failed.map(({ ms }) => ms)),
    codes: new Set(failed.flatMap(({ code }) => code ?? [])),
    otherFailures: load.others.filter(({ code }) => code !== undefined).length,
    recovered: recovered - thawed,
  };
}

function startLoad({ url, headers, broken, others: other }: OutageOptions) {
  const found = { broken: [] as Answered[], others: [] as Answered[] };
  let running = true;
  const asked = new Set<Promise<void>>();
  const others = Array.from({ length: CLIENTS }, async () => {
    while (running) {
      found.others.push(await ask(url, headers, other));
      await sleep(PAUSE_MS);
    }
  });
  const timer = setInterval(() => {
    const request = ask(url, headers, broken).then((answered) => void found.broken.push(answered));
    asked.add(request);
    void request.finally(() => asked.delete(request));
  }, INTERVAL_MS);
  return {
    ...found,
    async stop() {
      running = false;
      clearInterval(timer);
      await Promise.all([...others, ...asked]);
    },
  };
}

async function ask(url: string, headers: OutageOptions['headers'], query: string): Promise<Answered> {
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const { errors } = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
  const at = performance.now();
  return { at, ms: at - began, code: errors && (errors[0]?.extensions?.code ?? 'none') };
}

/** @returns the moment at which the circuit was seen open */
async function watchCircuit(
  { adminUrl, subgraph }: OutageOptions,
  until: number,
): Promise<number | undefined> {
  while (performance.now() < until) {
    const text = await (await fetch(`${adminUrl}/metrics`)).text();
    if (text.includes(`router_subgraph_circuit_open{subgraph="${subgraph}"} 1`)) return performance.now();
    await sleep(POLL_MS);
  }
  return undefined;
}

/** @returns the moment of the first good answer to a request that began after `from` */
async function untilAnswered(answers: readonly Answered[], from: number): Promise<number> {
  while (performance.now() < from + LIMIT_MS) {
    const good = answers.find(({ at, code }) => code === undefined && at > from);
    if (good !== undefined) return good.at;
    await sleep(POLL_MS);
  }
  throw new Error(`no answer within ${LIMIT_MS} ms after the process went on`);
}

function percentile95(answers: readonly Answered[]): number {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[Math.floor(0.95 * times.length)] ?? Number.POSITIVE_INFINITY;
}
