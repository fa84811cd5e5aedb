import { LRUCache } from 'lru-cache';
import { visit } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** An operation that was parsed, validated and found by its name. */
export interface KnownOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Names the document and the operation in it. */
  readonly key: string;
}

/** Parsed and validated documents, in the terms of Apollo Server. */
export interface DocumentStore {
  get(key: string): Promise<DocumentNode | undefined>;
  set(key: string, document: DocumentNode): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Keeps an operation with its document, for whoever sends the same again. */
  remember(query: string, operationName: string | undefined, operation: KnownOperation): void;
  /** What was remembered, while its document is kept. */
  recall(query: string, operationName: string | undefined): KnownOperation | undefined;
}

interface Kept {
  readonly document: DocumentNode;
  readonly weight: number;
  /** By the name that was sent. They are of this document, and so are few. */
  readonly operations: Map<string | undefined, KnownOperation>;
}

/** How much query text is kept to find documents by, in characters. */
const MAX_TEXT_LENGTH = 1_000_000;

/**
 * A document cache bounded by what documents weigh in memory. The stock one counts JSON bytes, an order of magnitude
 * less than the heap they take: a flood of unique queries ends a small process.
 *
 * A stored document has no locations any more: they keep every token of the source alive, and only syntax and
 * validation errors, which are over by then, tell them to a client.
 */
export function createDocumentStore(entries = 500, nodes = 100_000): DocumentStore {
  const cache = new LRUCache<string, Kept>({
    max: entries,
    maxSize: nodes,
    sizeCalculation: ({ weight }) => weight,
  });
  const keys = new WeakMap<DocumentNode, string>();
  const keysByText = new LRUCache<string, string>({
    max: entries,
    maxSize: MAX_TEXT_LENGTH,
    sizeCalculation: (_key, query) => query.length + 1,
  });
  return {
    get: (key) => Promise.resolve(cache.get(key)?.document),
    set(key, document) {
      const weight = dropLocations(document);
      cache.set(key, { document, weight, operations: new Map<string | undefined, KnownOperation>() });
      keys.set(document, key);
      return Promise.resolve();
    },
    delete: (key) => Promise.resolve(cache.delete(key)),
    remember(query, operationName, operation) {
      const key = keys.get(operation.document);
      const kept = key === undefined ? undefined : cache.peek(key);
      if (key === undefined || kept?.document !== operation.document) return;
      kept.operations.set(operationName, operation);
      keysByText.set(query, key);
    },
    recall(query, operationName) {
      const key = keysByText.get(query);
      return key === undefined ? undefined : cache.get(key)?.operations.get(operationName);
    },
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
