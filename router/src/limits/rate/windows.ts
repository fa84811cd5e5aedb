import { LRUCache } from 'lru-cache';

/** Counts points for each key, in windows that begin with a key's first point. */
export interface Windows {
  /** @returns for how many milliseconds nothing more is granted; undefined when the points were */
  take(key: string, points: number): number | undefined;
}

interface Count {
  taken: number;
  readonly ends: number;
}

/** Some 10 MB. Whoever has that many addresses has other means; what they get back is what their oldest ones took. */
const MAX_KEYS = 50_000;

/**
 * Limits in this process's memory, which is bounded: a caller with a network of addresses must not fill it.
 *
 * @param granted points in each window
 * @param windowS its length, in seconds
 */
export function createWindows(granted: number, windowS: number, maxKeys = MAX_KEYS): Windows {
  const counts = new LRUCache<string, Count>({ max: maxKeys });
  return {
    take(key, points) {
      const now = performance.now();
      const known = counts.get(key);
      if (known !== undefined && known.ends > now) {
        known.taken += points;
        return known.taken > granted ? known.ends - now : undefined;
      }
      const ends = now + windowS * 1_000;
      counts.set(key, { taken: points, ends });
      return points > granted ? ends - now : undefined;
    },
  };
}
