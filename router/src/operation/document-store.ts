import { LRUCache } from 'lru-cache';
import { visit } from 'graphql';
import type { DocumentNode } from 'graphql';

/** Parsed and validated documents, in the terms of Apollo Server. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
}

/**
 * A document cache bounded by what documents weigh in memory. The stock one counts JSON bytes, an order of magnitude
 * less than the heap they take: a flood of unique queries ends a small process.
 *
 * A stored document has no locations any more: they keep every token of the source alive, and only syntax and
 * validation errors, which are over by then, tell them to a client.
 */
export function createDocumentStore(entries = 500, nodes = 100_000): DocumentStore {
  const cache = new LRUCache<string, { document: DocumentNode; weight: number }>({
    max: entries,
    maxSize: nodes,
    sizeCalculation: ({ weight }) => weight,
  });
  return {
    get: (key) => Promise.resolve(cache.get(key)?.document),
    set(key, document) {
      cache.set(key, { document, weight: dropLocations(document) });
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(cache.delete(key)),
  };
}

/** @returns how many nodes the document has */
function dropLocations(document: DocumentNode): number {
  let count = 0;
  visit(document, {
    enter(node) {
      count += 1;
      // Set, not deleted: a node without a property has another shape than one with it.
      (node as { loc: unknown }).loc = undefined;
    },
  });
  return count;
}
