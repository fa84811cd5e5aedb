import { valueFromASTUntyped, type DirectiveNode } from 'graphql';

/** The arguments that one use of a directive is given, by name. */
export function argumentsOf(directive: DirectiveNode | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive?.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
