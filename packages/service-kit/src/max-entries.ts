/**
 * The options of an LRUCache that grows to `count` entries. LRUCache's own `max` reserves the memory of all of them when
 * it is created: tens of milliseconds and megabytes that most processes never need.
 */
export function maxEntries(count: number): {
  readonly maxSize: number;
  readonly sizeCalculation: () => number;
} {
  return { maxSize: count, sizeCalculation: () => 1 };
}
