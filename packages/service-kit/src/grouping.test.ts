import { context } from '@opentelemetry/api';
import { expect, test, vi } from 'vitest';
import { createGrouping, type GroupingOptions } from './grouping.js';

/** A grouping whose groups end when the test says so. */
function start(options: Omit<GroupingOptions<number, number>, 'work'>) {
  const groups: { items: readonly number[]; end: (results: readonly (number | Error)[]) => void }[] = [];
  const grouping = createGrouping<number, number>({
    ...options,
    work: (items) => new Promise((end) => groups.push({ items, end })),
  });
  return { groups, run: (item: number) => grouping.run(item) };
}

test('the first goes at once, those who come meanwhile go together', async () => {
  const { groups, run } = start({ most: 10 });
  const answers = [1, 2, 3].map(run);
  expect(groups.map(({ items }) => items)).toEqual([[1]]);
  groups[0]?.end([10]);
  await answers[0];
  await expect.poll(() => groups.length).toBe(2);
  expect(groups[1]?.items).toEqual([2, 3]);
  groups[1]?.end([20, 30]);
  expect(await Promise.all(answers)).toEqual([10, 20, 30]);
});

test('the first waits for others where it may, and those who come meanwhile go with it', async () => {
  const { groups, run } = start({ most: 10, gatherMs: 20 });
  const answers = [1, 2, 3].map(run);
  expect(groups).toEqual([]);
  await expect.poll(() => groups.map(({ items }) => items)).toEqual([[1, 2, 3]]);
  groups[0]?.end([10, 20, 30]);
  expect(await Promise.all(answers)).toEqual([10, 20, 30]);
});

test('as many groups as there are lanes are under way at once', () => {
  const { groups, run } = start({ most: 10, lanes: 2 });
  for (const item of [1, 2, 3]) void run(item);
  expect(groups.map(({ items }) => items)).toEqual([[1], [2]]);
});

test('a group has its limits, and one item that is too heavy goes alone', async () => {
  const { groups, run } = start({ most: 3, weigh: (item) => item, heaviest: 10 });
  for (const item of [1, 99, 1, 1, 1, 1, 6, 6]) void run(item);
  for (let next = 0; next < 5; next += 1) {
    await expect.poll(() => groups.length).toBeGreaterThan(next);
    const group = groups[next];
    group?.end(group.items);
  }
  expect(groups.map(({ items }) => items)).toEqual([[1], [99], [1, 1, 1], [1, 6], [6]]);
});

test('one may fail alone; when the work fails all of the group do, and the next group goes on', async () => {
  let works = 0;
  const grouping = createGrouping<number, number>({
    most: 10,
    work: (items) => {
      works += 1;
      if (works === 2) return Promise.reject(new Error('lost'));
      return Promise.resolve(items.map((item) => (item < 0 ? new Error('below') : item)));
    },
  });
  const alone = grouping.run(-1);
  const lost = [1, 2].map((item) => grouping.run(item));
  await expect(alone).rejects.toThrow('below');
  for (const each of lost) await expect(each).rejects.toThrow('lost');
  expect(await grouping.run(3)).toBe(3);
});

test('a group that hangs does not hold up those behind it, and is answered when it ends', async () => {
  const { groups, run } = start({ most: 10, holdMs: 5 });
  const [first, second] = [run(1), run(2)];
  await expect.poll(() => groups.length).toBe(2);
  groups[1]?.end([20]);
  expect(await second).toBe(20);
  groups[0]?.end([10]);
  expect(await first).toBe(10);
});

test('items without a trace enter no context, which would make every promise of the process cost more', async () => {
  const entered = vi.spyOn(context, 'with');
  const grouping = createGrouping<number, number>({ most: 10, work: (items) => Promise.resolve(items) });
  expect(await Promise.all([1, 2, 3].map((item) => grouping.run(item)))).toEqual([1, 2, 3]);
  expect(entered).not.toHaveBeenCalled();
  entered.mockRestore();
});
