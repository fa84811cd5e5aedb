import { maxEntries } from '@supergraph/service-kit/service';
import { LRUCache } from 'lru-cache';

/** Counts points for each key, in windows that begin with the key's first point. */
export interface Windows {
  /** @returns the time until more is granted, in milliseconds; undefined when the points were granted */
  take(key: string, points: number): number | undefined;
}

interface Count {
  taken: number;
  readonly ends: number;
}

/** Some 10 MB. An attacker with more addresses than this has other means, and regains only the points of the oldest. */
const MAX_KEYS = 50_000;

/**
 * Limits in this process's memory, which is bounded, so that a caller with a whole network of addresses cannot fill it.
 *
 * @param granted points in each window
 * @param windowS its length, in seconds
 */
export function createWindows(granted: number, windowS: number, maxKeys = MAX_KEYS): Windows {
  const counts = new LRUCache<string, Count>(maxEntries(maxKeys));
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
