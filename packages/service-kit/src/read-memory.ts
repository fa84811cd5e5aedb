import { LRUCache } from 'lru-cache';
import { maxEntries } from './max-entries.js';

/** Remembers the results of reads for a short time. */
export interface ReadMemory<Value> {
  /** The remembered result of this key, or that of `read`. Readers that come while a read is under way share it. */
  read(key: string, read: () => Promise<Value>): Promise<Value>;
  /** Forgets all results. */
  clear(): void;
}

/** @param max the number of results that are remembered, the most recently used ones */
export function createReadMemory<Value>({
  keepMs,
  max,
}: {
  readonly keepMs: number;
  readonly max: number;
}): ReadMemory<Value> {
  const results = new LRUCache<string, Promise<Value>>({ ...maxEntries(max), ttl: keepMs });
  return {
    read(key, read) {
      const known = results.get(key);
      if (known !== undefined) return known;
      const result = read();
      results.set(key, result);
      // A failure is not remembered. The reader gets it from the promise itself.
      result.catch(() => {
        if (results.peek(key) === result) results.delete(key);
      });
      return result;
    },
    clear: () => results.clear(),
  };
}
