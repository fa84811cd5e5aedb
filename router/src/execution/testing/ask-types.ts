import { TypeInfo, getNamedType, isAbstractType, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { BARE_FIELD } from '../bare-objects.js';
import { fragmentsOf } from '../operation.js';
import { dependOnType } from '../shape/collect.js';

/**
 * Asks for the type of each object whose selections depend on it. Apollo's executor makes an object null when its type
 * is asked for and unknown; without this, it would answer with only those fields that objects of all types have.
 * @param document without conditions
 */
export function askTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const scope = { schema, fragments: fragmentsOf(document), conditions: new Map<string, never>() };
  const types = new TypeInfo(schema);
  const ask = visitWithTypeInfo(types, {
    Field: (node) => {
      const type = getNamedType(types.getType());
      const { selectionSet } = node;
      if (selectionSet === undefined || !isAbstractType(type)) return undefined;
      if (!dependOnType(scope, type, [{ set: selectionSet, on: type }])) return undefined;
      const selections = [...selectionSet.selections, BARE_FIELD];
      return { ...node, selectionSet: { ...selectionSet, selections } };
    },
  });
  return visit(document, ask);
}
