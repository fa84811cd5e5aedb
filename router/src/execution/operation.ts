import { Kind } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql';

export interface OperationParts {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Takes the operation that is meant out of a validated document. */
export function operationParts(document: DocumentNode, operationName: string | undefined): OperationParts {
  let definition: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    else if (node.kind === Kind.OPERATION_DEFINITION) {
      if (operationName === undefined || node.name?.value === operationName) definition ??= node;
    }
  }
  if (definition === undefined) throw new Error('The document has no such operation.');
  return { document, definition, fragments };
}
