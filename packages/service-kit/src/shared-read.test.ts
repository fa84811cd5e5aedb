import { describe, expect, it } from 'vitest';
import { shareEqualReads, shareReads } from './shared-read.js';

/** Items by id whose reads end when the test says so. */
function createStore() {
  const items = new Map(['a', 'b', 'c', 'd', 'e'].map((id) => [id, { id, value: id.toUpperCase() }]));
  const reads: { readonly ids: readonly string[]; end(error?: Error): void }[] = [];
  const find = shareReads(
    (ids) =>
      new Promise<Item[]>((resolve, reject) => {
        reads.push({
          ids,
          end(error) {
            if (error !== undefined) reject(error);
            else resolve(ids.flatMap((id) => items.get(id) ?? []));
          },
        });
      }),
  );
  return { items, reads, find: async (ids: string[]) => (await find(ids)).map(({ value }) => value) };
}

interface Item {
  readonly id: string;
  readonly value: string;
}

/** Lets everything run that waits for nothing else. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('shared reads', () => {
  it('begin at once while the service is idle', async () => {
    const { reads, find } = createStore();
    const found = find(['a']);
    expect(reads.map(({ ids }) => ids)).toEqual([['a']]);
    reads[0]?.end();
    expect(await found).toEqual(['A']);
  });

  it('are one for all requests that arrive while another is under way, with each id once', async () => {
    const { reads, find } = createStore();
    const all = [['a'], ['c', 'd'], ['d', 'e'], ['x']].map((ids) => find(ids));
    expect(reads).toHaveLength(1);
    reads[0]?.end();
    await settle();
    expect(reads[1]?.ids).toEqual(['c', 'd', 'e', 'x']);
    reads[1]?.end();
    expect(await Promise.all(all)).toEqual([['A'], ['C', 'D'], ['D', 'E'], []]);
  });

  it('see what was written before them', async () => {
    const { items, reads, find } = createStore();
    void find(['a']);
    items.set('a', { id: 'a', value: 'changed' });
    const later = find(['a']);
    reads[0]?.end();
    await settle();
    reads[1]?.end();
    expect(await later).toEqual(['changed']);
  });

  it('fail for those that shared the failed read, and for no others', async () => {
    const { reads, find } = createStore();
    const all = [['a'], ['b'], ['c']].map((ids) => find(ids));
    const ends = Promise.allSettled(all);
    reads[0]?.end();
    await settle();
    reads[1]?.end(new Error('lost'));
    expect((await ends).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('do not wait for a slow one', async () => {
    const { reads, find } = createStore();
    void find(['a']);
    const later = find(['b']);
    await expect.poll(() => reads.length).toBe(2);
    reads[1]?.end();
    expect(await later).toEqual(['B']);
  });
});

describe('shared equal reads', () => {
  it('are one for all requests with a key that arrive while another is under way', async () => {
    const ends: ((value: number) => void)[] = [];
    const read = () => new Promise<number>((resolve) => ends.push(resolve));
    const share = shareEqualReads<number>();
    const first = share('a', read);
    const later = Promise.all([share('a', read), share('a', read)]);
    const other = share('b', read);
    expect(ends).toHaveLength(2);
    ends[0]?.(1);
    ends[1]?.(2);
    expect([await first, await other]).toEqual([1, 2]);
    await settle();
    expect(ends).toHaveLength(3);
    ends[2]?.(3);
    expect(await later).toEqual([3, 3]);
  });

  it('fail together, and are made again', async () => {
    const share = shareEqualReads<number>();
    await expect(share('a', () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
    expect(await share('a', () => Promise.resolve(1))).toBe(1);
  });
});
