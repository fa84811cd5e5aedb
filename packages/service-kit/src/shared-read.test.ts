import { describe, expect, it } from 'vitest';
import { shareReads } from './shared-read.js';

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
  it('begin at once while the service is idle', () => {
    const { reads, find } = createStore();
    void find(['a']);
    void find(['b']);
    expect(reads.map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  });

  it('are one for all requests that arrive while others are under way, with each id once', async () => {
    const { reads, find } = createStore();
    const all = [['a'], ['b'], ['c', 'd'], ['d', 'e'], ['x']].map((ids) => find(ids));
    expect(reads).toHaveLength(2);
    reads[0]?.end();
    await settle();
    expect(reads[2]?.ids).toEqual(['c', 'd', 'e', 'x']);
    reads[1]?.end();
    reads[2]?.end();
    expect(await Promise.all(all)).toEqual([['A'], ['B'], ['C', 'D'], ['D', 'E'], []]);
  });

  it('see what was written before them', async () => {
    const { items, reads, find } = createStore();
    void find(['a']);
    void find(['b']);
    items.set('a', { id: 'a', value: 'changed' });
    const later = find(['a']);
    reads[0]?.end();
    await settle();
    reads[2]?.end();
    expect(await later).toEqual(['changed']);
  });

  it('fail for those that shared the failed read, and for no others', async () => {
    const { reads, find } = createStore();
    const all = [['a'], ['b'], ['c'], ['d']].map((ids) => find(ids));
    const ends = Promise.allSettled(all);
    reads[0]?.end();
    await settle();
    reads[1]?.end();
    reads[2]?.end(new Error('lost'));
    expect((await ends).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ]);
  });
});
