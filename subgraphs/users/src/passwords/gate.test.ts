import { describe, expect, it } from 'vitest';
import { createGate } from './gate.js';

/** Tasks that run until they are told to end. */
function tasks() {
  const ends: (() => void)[] = [];
  const started: number[] = [];
  const task = (name: number) => () => {
    started.push(name);
    return new Promise<number>((resolve) => ends.push(() => resolve(name)));
  };
  return { started, ends, task };
}

describe('a gate', () => {
  it('lets two run and three wait in the order they came, and refuses the next at once', async () => {
    const gate = createGate(2, 3);
    const { started, ends, task } = tasks();
    const results = [1, 2, 3, 4, 5].map((name) => gate(task(name)));
    expect(gate(task(6))).toBeUndefined();
    expect(started).toEqual([1, 2]);
    for (let ended = 0; ended < 5; ended += 1) {
      ends[ended]?.();
      expect(await results[ended]).toBe(ended + 1);
      await Promise.resolve();
    }
    expect(started).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives a failed task’s place on', async () => {
    const gate = createGate(1, 0);
    await expect(gate(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate(() => Promise.resolve('next'))).toBe('next');
  });
});
