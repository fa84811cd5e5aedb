import { isRecord } from './faults.js';
import { getOwn } from './own-property.js';
import type { Path } from './path.js';

/** The value at a path in data; undefined when the data has no such path. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const segment of path) {
    if (typeof segment === 'number') value = Array.isArray(value) ? value[segment] : undefined;
    else value = isRecord(value) ? getOwn(value, segment) : undefined;
  }
  return value;
}
