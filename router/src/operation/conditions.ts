import { Kind } from 'graphql';
import type { DirectiveNode, OperationDefinitionNode } from 'graphql';

/** Whether `@skip` and `@include` among the directives leave their field in. */
export function isIncluded(
  directives: readonly DirectiveNode[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return directives.every((directive) => {
    const { value: name } = directive.name;
    if (name !== 'skip' && name !== 'include') return true;
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const holds =
      condition?.kind === Kind.VARIABLE
        ? readVariable(condition.name.value, operation, variables)
        : condition?.kind === Kind.BOOLEAN && condition.value;
    return name === 'include' ? holds : !holds;
  });
}

function readVariable(
  name: string,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  if (Object.hasOwn(variables, name)) return variables[name] === true;
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue?.kind === Kind.BOOLEAN && definition.defaultValue.value;
}
