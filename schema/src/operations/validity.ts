import { validate, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { RULES } from './rules.js';

const cache = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, readonly GraphQLError[]>>();

/** The validation errors of an operation against a schema, cached because several parts of a check need them. */
export function validationErrors(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const bySchema = cache.get(schema) ?? new WeakMap<DocumentNode, readonly GraphQLError[]>();
  cache.set(schema, bySchema);
  const errors = bySchema.get(document) ?? validate(schema, document, RULES);
  bySchema.set(document, errors);
  return errors;
}

export function isValid(schema: GraphQLSchema, document: DocumentNode): boolean {
  return validationErrors(schema, document).length === 0;
}
