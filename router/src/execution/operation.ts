import { Kind, getOperationAST, visit } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  FragmentSpreadNode,
  InlineFragmentNode,
  NamedTypeNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** One operation of a document. */
export interface OperationParts {
  /** The operation and the fragments that it spreads. */
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

/** The selections of a fragment, and its type condition. */
export interface Fragment {
  readonly typeCondition?: NamedTypeNode | undefined;
  readonly selectionSet: SelectionSetNode;
}

/** The fragment that a selection inlines or spreads. */
export function fragmentOf(
  selection: InlineFragmentNode | FragmentSpreadNode,
  fragments: OperationParts['fragments'],
): Fragment | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
}

/**
 * The same operation without unused variables: an unused variable is an error, and the subgraph does not need its
 * value.
 */
export function withoutUnusedVariables<T extends DocumentNode | OperationDefinitionNode>(node: T): T {
  const used = new Set<string>();
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return visit<T>(node, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}

/**
 * Extracts one operation from a validated document, with the fragments that it spreads and no others.
 *
 * @returns undefined when the document has no such operation, or several and no name is given
 */
export function operationParts(
  document: DocumentNode,
  operationName: string | undefined,
): OperationParts | undefined {
  const definition = getOperationAST(document, operationName);
  if (definition === undefined || definition === null) return undefined;
  const all = fragmentsOf(document);
  const fragments = new Map<string, FragmentDefinitionNode>();
  const reach = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = all.get(name);
        if (fragment === undefined || fragments.has(name)) return;
        fragments.set(name, fragment);
        reach(fragment);
      },
    });
  };
  reach(definition);
  return {
    document: { kind: Kind.DOCUMENT, definitions: [definition, ...fragments.values()] },
    definition,
    fragments,
  };
}
