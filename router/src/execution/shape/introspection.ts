import { Kind, OperationTypeNode, execute, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  VariableDefinitionNode,
} from 'graphql';

export type IntrospectionWriter = (variables: Readonly<Record<string, unknown>>) => string;

/** Answers `__schema` and `__type` from the API schema, without any subgraph. */
export function compileIntrospection(
  schema: GraphQLSchema,
  nodes: readonly FieldNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variableDefinitions: readonly VariableDefinitionNode[],
): IntrospectionWriter {
  const used = new Set<string>();
  const reachable = new Map<string, FragmentDefinitionNode>();
  const explore = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: (variable) => void used.add(variable.name.value),
      FragmentSpread: (spread) => {
        const fragment = fragments.get(spread.name.value);
        if (fragment === undefined || reachable.has(spread.name.value)) return;
        reachable.set(spread.name.value, fragment);
        explore(fragment);
      },
    });
  };
  nodes.forEach(explore);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
        selectionSet: {
          kind: Kind.SELECTION_SET,
          // Conditions have already been applied to these fields.
          selections: nodes.map((node) => ({ ...node, directives: [] })),
        },
      },
      ...reachable.values(),
    ],
  };
  let constant: string | undefined;
  return (variables) => {
    if (constant !== undefined) return constant;
    const text = introspect(schema, document, variables);
    if (used.size === 0) constant = text;
    return text;
  };
}

function introspect(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): string {
  const result = execute({ schema, document, variableValues: variables });
  if (result instanceof Promise || !('data' in result) || result.errors !== undefined) {
    throw new Error('Introspection failed.');
  }
  return JSON.stringify(Object.values(result.data ?? {})[0] ?? null);
}
