import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFairQueue } from './fair-queue.js';

/** A queue whose tasks run until the test ends them. Reports the started tasks, in order, and the refused ones. */
function observe(concurrency: number, limit: number) {
  const queue = createFairQueue(concurrency, limit);
  const ends: (() => void)[] = [];
  const [started, refused]: [string[], string[]] = [[], []];
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    started,
    refused,
    add: (name: string, ...flows: string[]): void => {
      const task = () => {
        started.push(name);
        return new Promise<true>((resolve) => ends.push(() => resolve(true)));
      };
      void queue(flows, task).then((result) => result ?? refused.push(name));
    },
    finishAll: async (): Promise<void> => {
      await settle();
      // The end of a task starts the next one, which adds its own function to `ends`.
      for (const end of ends) {
        end();
        await settle();
      }
    },
  };
}

describe('a fair queue', () => {
  it('runs what waits for one flow in the order it came', async () => {
    const { add, started, refused, finishAll } = observe(2, 3);
    for (const name of ['1', '2', '3', '4', '5']) add(name, 'one');
    await finishAll();
    expect(started).toEqual(['1', '2', '3', '4', '5']);
    expect(refused).toEqual([]);
  });

  it('lets a flow wait for at most one task of each other flow, however many those have waiting', async () => {
    const { add, started, finishAll } = observe(1, 200);
    for (let task = 0; task < 100; task += 1) add(`flood ${task}`, 'address 1', `account ${task % 11}`);
    add('innocent', 'address 2', 'account of the innocent');
    await finishAll();
    expect(started).toHaveLength(101);
    expect(started.indexOf('innocent')).toBeLessThanOrEqual(2);
  });

  it('holds one account that is tried from many addresses to its turn', async () => {
    const { add, started, finishAll } = observe(1, 200);
    for (let task = 0; task < 100; task += 1) add(`flood ${task}`, `address ${task}`, 'one account');
    add('innocent', 'another address', 'another account');
    await finishAll();
    expect(started.indexOf('innocent')).toBeLessThanOrEqual(2);
  });

  it('is as fair when a flow fills itself up again and again', async () => {
    const { add, started, finishAll } = observe(1, 200);
    for (let task = 0; task < 50; task += 1) add(`flood ${task}`, 'address 1');
    await finishAll();
    for (let task = 50; task < 100; task += 1) add(`flood ${task}`, 'address 1');
    for (let task = 0; task < 5; task += 1) add(`innocent ${task}`, 'address 2');
    await finishAll();
    expect(started.indexOf('innocent 4')).toBeLessThanOrEqual(50 + 12);
  });

  it('refuses the flow with the most waiting, not whoever comes last', async () => {
    const { add, started, refused, finishAll } = observe(1, 3);
    for (let task = 0; task < 6; task += 1) add(`flood ${task}`, 'address 1');
    add('innocent', 'address 2');
    await finishAll();
    expect(refused).toEqual(['flood 4', 'flood 5', 'flood 3']);
    expect(started).toEqual(['flood 0', 'flood 1', 'innocent', 'flood 2']);
  });

  it('lets nobody wait when it has no places', async () => {
    const { add, started, refused, finishAll } = observe(1, 0);
    add('first', 'one');
    add('second', 'two');
    await finishAll();
    expect([started, refused]).toEqual([['first'], ['second']]);
  });

  it('goes on after a task that failed', async () => {
    const queue = createFairQueue(1, 1);
    const failed = queue(['one'], () => Promise.reject(new Error('broken')));
    const next = queue(['two'], () => Promise.resolve('next'));
    await expect(failed).rejects.toThrow('broken');
    expect(await next).toBe('next');
  });

  it('runs or refuses each task once, never more at a time than it may', async () => {
    const flows = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(flows, { maxLength: 30 }),
        fc.nat(3),
        fc.nat(8),
        async (tasks, more, limit) => {
          const queue = createFairQueue(1 + more, limit);
          let [running, most] = [0, 0];
          const results = await Promise.all(
            tasks.map((of, index) =>
              queue(of, async () => {
                running += 1;
                most = Math.max(most, running);
                await Promise.resolve();
                running -= 1;
                return index;
              }),
            ),
          );
          expect(most).toBeLessThanOrEqual(1 + more);
          expect(results.filter((result) => result !== undefined)).toHaveLength(
            Math.min(tasks.length, 1 + more + limit),
          );
        },
      ),
    );
  });
});
