// Measures how the cost of a response grows with its size: the compiled execution alone, with a varying number of
// entities that another subgraph completes, compared with the same work written by hand. Each measurement has a process
// of its own with the router's flags, so that none affects another.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './lib/measure.mjs';
import { saveSection } from './lib/results.mjs';
import { ROUTER_FLAGS } from './lib/router-flags.mjs';

const script = new URL('./growth/run.mjs', import.meta.url).pathname;
const counts = [100, 1_000, 10_000, 100_000, 1_000_000];
const rounds = Number(process.env.ROUNDS ?? 3);
const found = [];
for (const count of counts) {
  const times = { compiled: [], 'by-hand': [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of Object.keys(times)) times[way].push(await measure(way, count));
  }
  found.push({ count, ours: median(times.compiled), hand: median(times['by-hand']) });
}
saveSection('Growth', [
  'The compiled execution alone, with entities that another subgraph completes, beside the least that the same takes in plain',
  'JavaScript for this one operation: `JSON.parse` of the two answers, four assignments for each entity, `JSON.stringify`. Medians of',
  'the CPU time of processes with the flags of `npm run router`. The exponent says how cost follows size: 1 is linear. What is above 1',
  'in both is the same: caches that are too small, and the garbage collector, which copies and marks what lives.',
  '',
  '| entities | CPU ms | µs per entity | by hand, µs per entity | ratio |',
  '|---:|---:|---:|---:|---:|',
  ...found.map(describe),
  '',
  `Exponent: ${exponent('ours')}; by hand: ${exponent('hand')}.`,
]);

async function measure(way, count) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...ROUTER_FLAGS,
    script,
    way,
    String(count),
  ]);
  return Number(stdout);
}

function describe({ count, ours, hand }) {
  const each = (ms) => ((ms * 1_000) / count).toFixed(2);
  return `| ${count} | ${ours.toFixed(1)} | ${each(ours)} | ${each(hand)} | ${(ours / hand).toFixed(2)} |`;
}

/** The slope of the regression line through the logarithms of size and time. */
function exponent(name) {
  const points = found.map((row) => [Math.log(row.count), Math.log(row[name])]);
  const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const below = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return (above / below).toFixed(3);
}
