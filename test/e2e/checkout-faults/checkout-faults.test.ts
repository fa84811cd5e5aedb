import { expect, test } from 'vitest';
import { runLateWriters } from '../../crash/late-writer.js';
import { runStorm, type StormReport } from '../../crash/storm.js';
import type { Fate } from '../../crash/proxy.js';

/** Three in ten answers are lost; some requests are lost, late or without an answer. */
function weather(chance: number): Fate {
  if (chance < 0.3) return { kind: 'drop answer' };
  if (chance < 0.36) return { kind: 'reset' };
  if (chance < 0.38) return { kind: 'swallow answer' };
  if (chance < 0.4) return { kind: 'delay answer', ms: 900 };
  if (chance < 0.43) return { kind: 'delay request', ms: 2_000 };
  return { kind: 'pass' };
}

const total = (counts: StormReport['statuses']) =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const ORDERS = 60;

test('whatever the network does between orders and products, every unit is where it belongs', async () => {
  const report = await runStorm({ orders: ORDERS, buyers: 10, seed: 7, pauseMs: 1_000, weather });
  expect(report.violations).toEqual([]);
  expect(total(report.statuses)).toBeGreaterThanOrEqual(ORDERS);
  expect(report.fates['drop answer']).toBeGreaterThan(ORDERS / 3);
}, 120_000);

test('a write of products that comes late, when another process has done it, changes nothing', async () => {
  const writes = ['reserve', 'restock'] as const;
  const reports = await runLateWriters(500, writes);
  expect(reports).toEqual(writes.map((write) => ({ write, outcome: 'CANCELLED', violations: [] })));
}, 120_000);
