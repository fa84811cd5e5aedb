import { setTimeout as sleep } from 'node:timers/promises';

export interface OutageOptions {
  readonly url: string;
  /** The base URL of the router's metrics. */
  readonly adminUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The process to freeze, and the subgraph whose fields depend on it. */
  readonly pid: number;
  readonly subgraph: string;
  /** A query of that subgraph's fields, and a query of other subgraphs' fields only. */
  readonly broken: string;
  readonly others: string;
  /** The time before the freeze, and the length of the freeze, in milliseconds. */
  readonly stepMs: number;
}

/** Times in milliseconds. */
export interface OutageReport {
  /** The time from the freeze until the subgraph's circuit breaker was seen open; undefined if it stayed closed. */
  readonly opened: number | undefined;
  /** The 95th percentile of the latency of other queries, before and during the freeze. */
  readonly before: number;
  readonly during: number;
  /** The longest time until a failure of the subgraph's query, and all error codes of its failures. */
  readonly slowest: number;
  readonly codes: ReadonlySet<string>;
  /** The number of failures of other queries. */
  readonly otherFailures: number;
  /** The time from the end of the freeze until the first correct answer to the subgraph's query. */
  readonly recovered: number;
}

interface Answered {
  readonly at: number;
  readonly ms: number;
  readonly code: string | undefined;
}

const CLIENTS = 4;
const PAUSE_MS = 20;

/** The interval between queries of the frozen subgraph's fields. They do not wait for earlier answers. */
const INTERVAL_MS = 100;
const POLL_MS = 25;
/** The maximum time to wait for recovery. */
const LIMIT_MS = 60_000;

/** Freezes a process with SIGSTOP while clients send queries, then resumes it. */
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

/** @returns the moment at which the circuit breaker was seen open, or undefined */
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

/** @returns the moment of the first correct answer after `from` */
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
