import { AggregatorRegistry, Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { SummedHistogram } from './summed-histogram.js';

const options = { name: 'seconds', help: 'A test.', buckets: [0.5, 2, 10] };
const values = [0.1, 0.5, 0.500001, 1, 2, 3, 10, 11, 1_000];

function createBoth(labelNames: readonly string[]) {
  const [own, theirs] = [new Registry(), new Registry()];
  return {
    own,
    theirs,
    histograms: [
      new SummedHistogram({ ...options, labelNames, registers: [own] }),
      new Histogram({ ...options, labelNames, registers: [theirs] }),
    ],
  };
}

it.each<[string, readonly string[], readonly Record<string, string>[]]>([
  ['no labels', [], [{}]],
  ['one label', ['outcome'], [{ outcome: 'answered' }, { outcome: 'failed' }]],
  [
    'several labels',
    ['id', 'name'],
    [
      { id: 'a', name: 'bc' },
      { id: 'ab', name: 'c' },
    ],
  ],
])('a histogram of %s is read as one of prom-client', async (_what, labelNames, sets) => {
  const { own, theirs, histograms } = createBoth(labelNames);
  expect(await own.metrics()).toBe(await theirs.metrics());
  for (const histogram of histograms) {
    for (const [index, value] of values.entries()) histogram.observe({ ...sets[index % sets.length] }, value);
  }
  for (let reading = 0; reading < 2; reading++) {
    expect(await own.metrics()).toBe(await theirs.metrics());
    expect(await own.getSingleMetricAsString('seconds')).toBe(
      await theirs.getSingleMetricAsString('seconds'),
    );
  }
  for (const registry of [own, theirs]) registry.resetMetrics();
  expect(await own.metrics()).toBe(await theirs.metrics());
  for (const histogram of histograms) for (const labels of sets) histogram.observe({ ...labels }, 3);
  expect(await own.metrics()).toBe(await theirs.metrics());
});

it('has labels without a value at 0', async () => {
  const { own, theirs, histograms } = createBoth(['outcome']);
  for (const histogram of histograms) histogram.zero({ outcome: 'failed' });
  expect(await own.metrics()).toContain('seconds_count{outcome="failed"} 0');
  expect(await own.metrics()).toBe(await theirs.metrics());
});

it('is added up over the workers of a process', async () => {
  const { own, theirs, histograms } = createBoth(['outcome']);
  for (const histogram of histograms)
    for (const value of values) histogram.observe({ outcome: 'failed' }, value);
  const merge = async (registry: Registry) => {
    const metrics = JSON.parse(JSON.stringify(await registry.getMetricsAsJSON())) as object[];
    return AggregatorRegistry.aggregate([metrics, metrics]).metrics();
  };
  expect(await merge(own)).toContain('seconds_count{outcome="failed"} 18');
  expect(await merge(own)).toBe(await merge(theirs));
});
