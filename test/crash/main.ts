import { startSupergraph } from '@supergraph/local';
import { eventTransports } from '@supergraph/service-kit/testing';
import { gather } from './crowd.js';
import { faultPoints } from './fault-points.js';
import { lateWrites, runLateWriters } from './late-writer.js';
import { runMatrix } from './matrix.js';
import { runRace } from './race.js';
import { manners, type Row } from './row.js';
import { badWeather, runStorm } from './storm.js';

/** The cores of a small machine. */
const LANES = 2;
const PAUSE_MS = 30_000;
/** For two cores with no other load. */
const P99_LIMIT_MS = 2_000;
const REHEARSALS = 2;

const parts = { matrix, events, late, storm, race };

/**
 * Runs the parts named in the arguments, or all parts. `matrix=1/3` runs every third row of the matrix, from the first
 * row on, and `events=1/3` those of relays and consumers alone, over every transport. The exit code is 1 when there is a violation.
 */
const named = new Map<string, string | undefined>(
  process.argv.slice(2).map((argument) => {
    const [name = '', share] = argument.split('=');
    return [name, share];
  }),
);
let violated = 0;
for (const [name, run] of Object.entries(parts)) {
  if (named.size === 0 || named.has(name)) violated += await run(named.get(name));
}
say(violated === 0 ? 'no violation' : `${violated} violations`);
process.exitCode = violated === 0 ? 0 : 1;

async function matrix(share?: string): Promise<number> {
  return runKills(faultPoints, share);
}

/** The rows of relays and consumers, over every transport that can be run here. */
async function events(share?: string): Promise<number> {
  const points = faultPoints.filter(({ point }) => /^(relay|consumer|sales)\./.test(point));
  let found = 0;
  for (const adapter of eventTransports) {
    say(`events over ${adapter.name}`);
    if (adapter.isMissing) continue;
    const transport = await adapter.start();
    found += await runKills(points, share, transport.redisUrl);
    await transport.stop();
  }
  return found;
}

async function runKills(points: typeof faultPoints, share = '1/1', redisUrl?: string): Promise<number> {
  say('service   killed at              story     manner       outcome    at rest after');
  const kills = points.flatMap((fault) => manners.map((manner) => ({ fault, manner })));
  const [part = 1, of = 1] = share.split('/').map(Number);
  const chosen = kills.filter((_, index) => index % of === part - 1);
  // One lane has the stream of a Redis to itself.
  const lanes = redisUrl === undefined ? LANES : 1;
  const rows = await runMatrix(chosen, lanes, (row) => say(describe(row)), { redisUrl });
  const deaths = rows.reduce((sum, row) => sum + row.deaths, 0);
  const slowest = Math.max(...rows.map(({ recoveryMs }) => recoveryMs));
  say(`${rows.length} rows, ${deaths} kills, at rest after ${(slowest / 1_000).toFixed(1)} s at most`);
  return rows.reduce((sum, { violations }) => sum + violations.length, 0);
}

async function late(): Promise<number> {
  const reports = await runLateWriters(PAUSE_MS, lateWrites);
  for (const { write, outcome, violations } of reports) {
    say(`a ${write} that is written ${PAUSE_MS / 1_000} s late: ${outcome}${listed(violations)}`);
  }
  return reports.reduce((sum, { violations }) => sum + violations.length, 0);
}

async function storm(): Promise<number> {
  const { statuses, fates, restMs, violations } = await runStorm({
    orders: 1_000,
    buyers: 40,
    seed: 1,
    pauseMs: PAUSE_MS,
    weather: badWeather,
  });
  say(`1,000 orders in bad weather, products paused for ${PAUSE_MS / 1_000} s`);
  say(`  requests: ${JSON.stringify(fates)}`);
  say(
    `  orders: ${JSON.stringify(statuses)}, at rest after ${(restMs / 1_000).toFixed(1)} s${listed(violations)}`,
  );
  return violations.length;
}

async function race(): Promise<number> {
  const supergraph = await startSupergraph({ seed: false, logLevel: 'error' });
  try {
    const { outcomes, p50, p99 } = await runRace(
      await gather(supergraph),
      { buyers: 500, units: 10 },
      REHEARSALS,
    );
    say(`500 buyers for 10 units through the router: ${JSON.stringify(outcomes)}`);
    say(`  p50 ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms`);
    const sold = outcomes.CONFIRMED === 10 && outcomes['REJECTED InsufficientStock'] === 490;
    const violations = [...(sold ? [] : ['not 10 and 490']), ...(p99 < P99_LIMIT_MS ? [] : ['too slow'])];
    if (violations.length > 0) say(listed(violations));
    return violations.length;
  } finally {
    await supergraph.stop();
  }
}

function describe({ fault, manner, outcome, recoveryMs, violations }: Row): string {
  const columns = [
    fault.service.padEnd(8),
    fault.point.padEnd(21),
    fault.story.padEnd(8),
    manner.padEnd(11),
    outcome.padEnd(9),
    `${Math.round(recoveryMs)} ms`.padStart(8),
  ];
  return columns.join('  ') + listed(violations);
}

function listed(violations: readonly string[]): string {
  return violations.map((violation) => `\n    VIOLATION: ${violation}`).join('');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
