import { Kind, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

export interface OperationParts {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** A document's fragments by name. */
export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  return fragments;
}

/** The same without variables that nothing uses: one is an error, and its value no business of a subgraph. */
export function withoutUnusedVariables<T extends DocumentNode | OperationDefinitionNode>(node: T): T {
  const used = new Set<string>();
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit<T>(node, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}

/** Takes the operation that is meant out of a validated document. */
export function operationParts(document: DocumentNode, operationName: string | undefined): OperationParts {
  let definition: OperationDefinitionNode | undefined;
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) {
      if (operationName === undefined || node.name?.value === operationName) definition ??= node;
    }
  }
  if (definition === undefined) throw new Error('The document has no such operation.');
  return { document, definition, fragments: fragmentsOf(document) };
}
