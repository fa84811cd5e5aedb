import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWindows } from './windows.js';

describe('windows', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('grant so many points to each key, and tell when there are more', () => {
    const windows = createWindows(10, 60);
    expect(windows.take('a', 4)).toBeUndefined();
    vi.advanceTimersByTime(20_000);
    expect(windows.take('a', 6)).toBeUndefined();
    expect(windows.take('a', 1)).toBe(40_000);
    expect(windows.take('b', 10)).toBeUndefined();
    vi.advanceTimersByTime(40_000);
    expect(windows.take('a', 10)).toBeUndefined();
    expect(windows.take('a', 1)).toBe(60_000);
  });

  it('grant nothing that is more than all', () => {
    expect(createWindows(10, 60).take('a', 11)).toBe(60_000);
  });

  it('forget the oldest of more keys than they may keep', () => {
    const windows = createWindows(1, 60, 2);
    for (const key of ['a', 'b', 'c']) windows.take(key, 1);
    expect(windows.take('c', 1)).toBe(60_000);
    expect(windows.take('a', 1)).toBeUndefined();
  });
});
