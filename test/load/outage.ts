import { setTimeout as sleep } from 'node:timers/promises';

export interface OutageOptions {
  readonly url: string;
  /** The base URL of the router's metrics. */
  readonly adminUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly outage: Outage;
  /** The subgraph whose fields depend on it. */
  readonly subgraph: string;
  /** A query of that subgraph's fields, and a query of other subgraphs' fields only. */
  readonly broken: string;
  readonly others: string;
  /** The time before the outage, and its length, in milliseconds. */
  readonly stepMs: number;
}

/** A way to break a process and to mend it. */
export interface Outage {
  begin(): unknown;
  /** Resolves when the process can answer again. */
  end(): unknown;
  /** Frees what the outage was made with. */
  close?(): Promise<void>;
}

/** A process that stands still. */
export const frozen = (pid: number): Outage => ({
  begin: () => process.kill(pid, 'SIGSTOP'),
  end: () => process.kill(pid, 'SIGCONT'),
});

/** Times in milliseconds. */
export interface OutageReport {
  /** The time from its beginning until the subgraph's circuit breaker was seen open; undefined if it stayed closed. */
  readonly opened: number | undefined;
  /** The 95th percentile of the latency of other queries, before and during the outage. */
  readonly before: number;
  readonly during: number;
  /** The longest time until an answer to the subgraph's query, and all error codes in such answers. */
  readonly slowest: number;
  readonly codes: ReadonlySet<string>;
  /** The error codes of all failures of other queries. */
  readonly otherFailures: readonly string[];
  /** The time from the end of the outage until a later query of the subgraph was answered correctly. */
  readonly recovered: number;
}

interface Answered {
  readonly at: number;
  readonly ms: number;
  readonly code: string | undefined;
}

const CLIENTS = 4;
const PAUSE_MS = 20;

/** The interval between queries of the broken subgraph's fields. They do not wait for earlier answers. */
const INTERVAL_MS = 100;
const POLL_MS = 25;
/** The maximum time to wait for recovery. */
const LIMIT_MS = 60_000;

/** Breaks a process while clients send queries, then mends it. */
export async function measureOutage(options: OutageOptions): Promise<OutageReport> {
  const { outage, stepMs } = options;
  const load = startLoad(options);
  await sleep(stepMs);
  const began = performance.now();
  await outage.begin();
  let opened;
  let ended;
  try {
    opened = await watchCircuit(options, began + stepMs);
    await sleep(Math.max(0, began + stepMs - performance.now()));
  } finally {
    await outage.end();
    ended = performance.now();
  }
  const recovered = await untilAnswered(load.broken, ended);
  await load.stop();
  const affected = load.broken.filter(({ at }) => at > began);
  const within = (from: number, to: number) => load.others.filter(({ at, ms }) => at - ms >= from && at < to);
  return {
    opened: opened && opened - began,
    before: percentile95(within(0, began)),
    during: percentile95(within(began, ended)),
    slowest: Math.max(0, ...affected.map(({ ms }) => ms)),
    codes: new Set(affected.flatMap(({ code }) => code ?? [])),
    otherFailures: load.others.flatMap(({ code }) => code ?? []),
    recovered: recovered - ended,
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

/** @returns the moment of the first correct answer to a query that was sent after `from` */
async function untilAnswered(answers: readonly Answered[], from: number): Promise<number> {
  while (performance.now() < from + LIMIT_MS) {
    const good = answers.find(({ at, ms, code }) => code === undefined && at - ms >= from);
    if (good !== undefined) return good.at;
    await sleep(POLL_MS);
  }
  throw new Error(`no answer within ${LIMIT_MS} ms after the outage`);
}

function percentile95(answers: readonly Answered[]): number {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  return times[Math.floor(0.95 * times.length)] ?? Number.POSITIVE_INFINITY;
}
