import { Kind } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { OperationParts } from '../operation.js';
import { collectFields } from '../shape/collect.js';

/** Splits the operation by the response keys of its root, in the order of their execution. */
export function splitRootFields(operation: OperationParts, schema: GraphQLSchema): readonly OperationParts[] {
  const { definition, document, fragments } = operation;
  const rootType = schema.getRootType(definition.operation);
  if (rootType === undefined || rootType === null) throw new Error('The schema has no such root type.');
  const scope = { schema, fragments, conditions: new Map<string, never>() };
  const fields = collectFields(scope, rootType.name, [{ set: definition.selectionSet, on: rootType }]);
  return [...fields.values()].map(({ nodes }) => {
    const selections = nodes.map(({ node }) => node);
    const part = { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
    const definitions = document.definitions.map((node) => (node === definition ? part : node));
    return { document: { ...document, definitions }, definition: part, fragments };
  });
}
