import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { OperationContext } from './context.js';

/** An operation that has been parsed and validated, and is about to be planned. */
export interface ResolvedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: OperationContext;
}

/**
 * Looks at an operation before it is planned. What depends on the document alone is worked out once and kept with it
 * (`perOperation`): the same few documents come by thousands of times.
 *
 * @throws GraphQLError to refuse it
 */
export type OperationCheck = (operation: ResolvedOperation) => void;

/** Keeps what was worked out for an operation as long as its document is cached. */
export function perOperation<T>(
  work: (operation: OperationDefinitionNode, document: DocumentNode, schema: GraphQLSchema) => T,
): (operation: ResolvedOperation) => T {
  const kept = new WeakMap<OperationDefinitionNode, { schema: GraphQLSchema; value: T }>();
  return ({ operation, document, schema }) => {
    const found = kept.get(operation);
    if (found?.schema === schema) return found.value;
    const value = work(operation, document, schema);
    kept.set(operation, { schema, value });
    return value;
  };
}
