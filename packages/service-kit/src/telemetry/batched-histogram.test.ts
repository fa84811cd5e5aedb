import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { BatchedHistogram } from './batched-histogram.js';

it.each([1, 255, 256, 1_000])('a batched histogram has all of %i values when it is read', async (count) => {
  const registry = new Registry();
  const histogram = new BatchedHistogram({
    name: 'seconds',
    help: 'A test.',
    labelNames: ['outcome'],
    buckets: [0.5, 2],
    registers: [registry],
  });
  for (let index = 0; index < count; index++) histogram.observe({ outcome: index % 2 ? 'odd' : 'even' }, 1);
  for (let reading = 0; reading < 2; reading++) {
    const text = await registry.metrics();
    expect(text).toContain(`seconds_count{outcome="even"} ${Math.ceil(count / 2)}`);
    expect(text).toContain(`seconds_bucket{le="0.5",outcome="even"} 0`);
    expect(text).toContain(`seconds_bucket{le="2",outcome="even"} ${Math.ceil(count / 2)}`);
  }
});
