import { Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, OperationDefinitionNode } from 'graphql';
import { perOperation, type OperationCheck } from './check.js';
import { refuse } from './refuse.js';

/**
 * A condition may be a variable that can be null when it has a default, for a client that leaves it out. One that
 * sends null says neither yes nor no: that is told before anything is looked at by it, priced or done.
 */
export function useConditionCheck(): OperationCheck {
  const nullableOf = perOperation(findNullableConditions);
  return (resolved) => {
    for (const name of nullableOf(resolved)) {
      if (resolved.variables[name] !== null) continue;
      const message = `Variable "$${name}" is what @include or @skip goes by: it must not be null.`;
      throw refuse(400, 'BAD_USER_INPUT', message);
    }
  };
}

function findNullableConditions(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): readonly string[] {
  const nullable = (operation.variableDefinitions ?? []).flatMap(({ variable, type }) =>
    type.kind === Kind.NON_NULL_TYPE ? [] : [variable.name.value],
  );
  if (nullable.length === 0) return nullable;
  const conditions = new Set<string>();
  const reached = new Set<string>();
  const look = (part: DocumentNode['definitions'][number]): void => {
    visit(part, {
      Directive({ name, arguments: given = [] }) {
        if (name.value !== 'skip' && name.value !== 'include') return;
        for (const { value } of given) if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      },
      FragmentSpread({ name: { value: name } }) {
        if (reached.has(name)) return;
        reached.add(name);
        const fragment = document.definitions.find(
          (candidate) => candidate.kind === Kind.FRAGMENT_DEFINITION && candidate.name.value === name,
        );
        if (fragment !== undefined) look(fragment);
      },
    });
  };
  look(operation);
  return nullable.filter((name) => conditions.has(name));
}

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
