import { valueFromASTUntyped, type ConstDirectiveNode, type DirectiveNode } from 'graphql';

/** The arguments of one use of a directive, by name. */
export function argumentsOf(directive: DirectiveNode | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

/** The uses of one directive on an element. */
export function uses(directives: readonly ConstDirectiveNode[], name: string): readonly ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}
