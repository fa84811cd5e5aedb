import {
  getEnterLeaveForKind,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  OperationTypeNode,
  SingleFieldSubscriptionsRule,
  type DirectiveNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/**
 * A subscription has one root field, without conditions (GraphQL specification, September 2025, 5.2.4.1). It takes the
 * place of SingleFieldSubscriptionsRule, which knows no variables and so throws at a condition that has one.
 */
export const subscriptionRoot: ValidationRule = (context) => ({
  OperationDefinition: (...visited) => {
    const [node] = visited;
    if (node.operation !== OperationTypeNode.SUBSCRIPTION) return;
    const conditional = findConditional(node.selectionSet, context, new Set());
    if (conditional === undefined) {
      getEnterLeaveForKind(SingleFieldSubscriptionsRule(context), Kind.OPERATION_DEFINITION).enter?.(
        ...visited,
      );
      return;
    }
    const message = 'The root field of a subscription must not have @skip or @include.';
    context.reportError(new GraphQLError(message, { nodes: conditional }));
  },
});

function findConditional(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  seen: Set<string>,
): SelectionNode | undefined {
  for (const selection of selections) {
    if (selection.directives?.some(isCondition) === true) return selection;
    const inside = selection.kind === Kind.FIELD ? undefined : selectionSetOf(selection, context, seen);
    const found = inside && findConditional(inside, context, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === GraphQLSkipDirective.name || name.value === GraphQLIncludeDirective.name;
}

function selectionSetOf(
  selection: Exclude<SelectionNode, { readonly kind: Kind.FIELD }>,
  context: ValidationContext,
  seen: Set<string>,
): SelectionSetNode | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  const { value: name } = selection.name;
  // Fragments may be spread often, and in a circle until another rule refuses it.
  if (seen.has(name)) return undefined;
  seen.add(name);
  return context.getFragment(name)?.selectionSet;
}
