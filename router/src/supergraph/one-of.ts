import { Kind, isInputObjectType } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/**
 * Makes a schema accept exactly one field of each input that its supergraph marks `@oneOf`, in literals and variables,
 * and show that in introspection. Apollo's composition and gateway do not support the directive.
 */
export function markOneOf(schema: GraphQLSchema, { definitions }: DocumentNode): void {
  for (const definition of definitions) {
    if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) continue;
    if (definition.directives?.some(({ name }) => name.value === 'oneOf') !== true) continue;
    const type = schema.getType(definition.name.value);
    if (isInputObjectType(type)) type.isOneOf = true;
  }
}
