import { TypeInfo, isAbstractType, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { BARE_FIELD } from '../bare-objects.js';
import type { Conditions } from '../conditions.js';
import { fragmentsOf } from '../operation.js';
import { dependOnType } from '../shape/collect.js';

const NO_CONDITIONS: Conditions = new Map();

/**
 * Asks for the type of each object whose selections depend on it. Apollo's executor makes an object null when its type
 * is asked for and unknown; without this, it would answer with only those fields that objects of all types have.
 * @param document without conditions
 */
export function askTypes(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const scope = { schema, fragments: fragmentsOf(document), conditions: NO_CONDITIONS };
  const types = new TypeInfo(schema);
  const ask = visitWithTypeInfo(types, {
    SelectionSet: (set) => {
      const on = types.getParentType();
      if (!isAbstractType(on) || !dependOnType(scope, on, [{ set, on }])) return undefined;
      return { ...set, selections: [...set.selections, BARE_FIELD] };
    },
  });
  return visit(document, ask);
}
