import { describe, expect, it } from 'vitest';
import { createReadMemory } from './read-memory.js';

/** A read that counts how often it was made. */
function counted() {
  let reads = 0;
  return () => Promise.resolve((reads += 1));
}

describe('a memory of reads', () => {
  it('reads each key once, and shares a read that is under way', async () => {
    const memory = createReadMemory<number>({ keepMs: 60_000, max: 10 });
    const read = counted();
    expect(await Promise.all([memory.read('a', read), memory.read('a', read)])).toEqual([1, 1]);
    expect(await memory.read('a', read)).toBe(1);
    expect(await memory.read('b', read)).toBe(2);
  });

  it('reads again when the time is over, or when it was told to forget', async () => {
    const read = counted();
    const brief = createReadMemory<number>({ keepMs: 1, max: 10 });
    await brief.read('a', read);
    await expect.poll(() => brief.read('a', read)).toBeGreaterThan(1);
    const memory = createReadMemory<number>({ keepMs: 60_000, max: 10 });
    const before = await memory.read('a', read);
    memory.clear();
    expect(await memory.read('a', read)).toBe(before + 1);
  });

  it('keeps no more results than it may, and no failure', async () => {
    const memory = createReadMemory<number>({ keepMs: 60_000, max: 1 });
    const read = counted();
    await memory.read('a', read);
    await memory.read('b', read);
    expect(await memory.read('a', read)).toBe(3);
    await expect(memory.read('c', () => Promise.reject(new Error('no database')))).rejects.toThrow(
      'no database',
    );
    expect(await memory.read('c', read)).toBe(4);
  });
});
