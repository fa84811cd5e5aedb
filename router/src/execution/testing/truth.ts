import { execute, isObjectType } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { requiredFields } from './values.js';
import type { Item, Values } from './values.js';

/**
 * Executes an operation on the whole graph without any plan, each value resolved by a subgraph that has the field.
 */
export async function executeWhole(
  api: GraphQLSchema,
  subgraphs: readonly GraphQLSchema[],
  values: Values,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  const valueOf = (typename: string, number: number, fieldName: string, args: unknown): unknown => {
    const { schema, parentType, returnType } = providerOf(subgraphs, typename, fieldName);
    const info = { fieldName, parentType, returnType, schema };
    const required = requiredFields(info).map(({ name, args: given }) => [
      name,
      valueOf(typename, number, name, given),
    ]);
    const sent = Object.fromEntries(required) as Record<string, unknown>;
    return values.of({ __typename: parentType.name, number, sent }, args, info);
  };
  return await execute({
    schema: api,
    document,
    variableValues: variables,
    rootValue: { __typename: 'Query', number: 0 },
    fieldResolver: (item: Item, args, _context, { parentType, fieldName }) =>
      valueOf(parentType.name, item.number, fieldName, args),
    typeResolver: (item) => {
      const { __typename, number } = item as Item;
      return __typename === INTERFACE_OBJECT ? values.nodeType(number) : __typename;
    },
  });
}

/** The one interface that some subgraph has as an object. */
const INTERFACE_OBJECT = 'Node';

/** A subgraph that resolves the field, and the field's parent type there. */
function providerOf(subgraphs: readonly GraphQLSchema[], typename: string, fieldName: string) {
  for (const name of [typename, INTERFACE_OBJECT]) {
    for (const schema of subgraphs) {
      const parentType = schema.getType(name);
      const field = isObjectType(parentType) ? resolvedField(parentType, fieldName) : undefined;
      if (isObjectType(parentType) && field !== undefined) {
        return { schema, parentType, returnType: field.type };
      }
    }
  }
  throw new Error(`No subgraph resolves ${typename}.${fieldName}.`);
}

function resolvedField(type: GraphQLObjectType, fieldName: string) {
  const field = type.getFields()[fieldName];
  const isExternal = field?.astNode?.directives?.some(({ name }) => name.value === 'external') === true;
  return isExternal ? undefined : field;
}
