// Measures one implementation with a given number of entities, in its own process. Prints the CPU time in milliseconds.
import { median } from '../lib/measure.mjs';
import { byHand } from './by-hand.mjs';
import { compiledExecution } from './compiled.mjs';

const [way, size] = process.argv.slice(2);
const count = Number(size);
const WARM_COUNT = 1_000;
const WARM_RUNS = 500;
/** Small responses are measured in batches, because the clock is too coarse for one. */
const PER_SAMPLE = Math.max(1, 10_000 / count);
const SAMPLES = count >= 1_000_000 ? 7 : 31;

let texts = textsOf(WARM_COUNT);
const textOf = (subgraph) => texts[subgraph];
const compiled = await compiledExecution(textOf);
const run = way === 'compiled' ? compiled.run : () => byHand(textOf);
for (let warm = 0; warm < WARM_RUNS; warm++) await run();
texts = textsOf(count);
const samples = [];
for (let sample = 0; sample < SAMPLES; sample++) {
  const before = process.cpuUsage();
  for (let each = 0; each < PER_SAMPLE; each++) checkAnswer(await run());
  const { user, system } = process.cpuUsage(before);
  samples.push((user + system) / 1_000 / PER_SAMPLE);
}
process.stdout.write(String(median(samples)));
await compiled.stop();

function textsOf(entities) {
  const ids = Array.from({ length: entities }, (_, index) => index);
  return {
    lists: JSON.stringify({ data: { items: ids.map((id) => ({ __typename: 'Item', id: `item-${id}` })) } }),
    items: JSON.stringify({
      data: { _entities: ids.map((id) => ({ name: `Item number ${id}`, price: id, inStock: true })) },
    }),
  };
}

function checkAnswer(body) {
  const last = `"inStock":true}]}}`;
  if (body.length < count * 40 || body.toString('utf8', body.length - last.length) !== last) {
    throw new Error('Not the answer.');
  }
}
