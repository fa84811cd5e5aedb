import { valueFromASTUntyped, type ConstDirectiveNode, type DirectiveNode } from 'graphql';

/** The arguments that one use of a directive is given, by name. */
export function argumentsOf(directive: DirectiveNode | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

/** Uses of one directive among an element's. */
export function uses(directives: readonly ConstDirectiveNode[], name: string): readonly ConstDirectiveNode[] {
  return directives.filter((directive) => directive.name.value === name);
}
