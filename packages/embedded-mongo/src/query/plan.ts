import type { Collection, Stored } from '../collection/collection.js';
import type { Doc } from '../bson/document.js';
import { isOperators } from './matcher.js';
import { isRegex } from './regex.js';

export interface Plan {
  /** Documents in the order of the plan; each once. */
  readonly documents: (hint?: number) => Iterable<Stored>;
  /** The documents need not be filtered again. */
  readonly exact: boolean;
  /** The documents come in the order of the sort. */
  readonly sorted: boolean;
  readonly index: string | undefined;
}

export function planQuery(collection: Collection, filter: Doc, sort: Doc): Plan {
  const id = filter['_id'];
  const sorted = Object.keys(sort).length === 0;
  if ('_id' in filter && !isOperators(id) && !isRegex(id) && id !== undefined && !Array.isArray(id)) {
    const key = collection.documentKey(id);
    const documents = (): Stored[] => {
      const stored = collection.get(key);
      return stored === undefined ? [] : [stored];
    };
    return { documents, exact: Object.keys(filter).length === 1, sorted: true, index: '_id_' };
  }
  return {
    documents: (hint) => collection.documents(collection.range, false, hint),
    exact: Object.keys(filter).length === 0,
    sorted,
    index: undefined,
  };
}
