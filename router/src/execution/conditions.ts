import { Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode } from 'graphql';

/** The value of each variable that `@skip`, `@include` and `@defer` read. */
export type Conditions = ReadonlyMap<string, boolean>;

/** Whether a directive is `@defer`. */
export function isDefer({ name }: DirectiveNode): boolean {
  return name.value === 'defer';
}

/** Whether a directive is a condition: `@skip` or `@include`. */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Whether `@skip` and `@include` among these directives include the selection. */
export function isIncluded(
  { directives }: { readonly directives?: readonly DirectiveNode[] | undefined },
  conditions: Conditions,
): boolean {
  if (directives === undefined) return true;
  for (const directive of directives) {
    const name = directive.name.value;
    if (name === 'skip' && holds(directive, conditions)) return false;
    if (name === 'include' && !holds(directive, conditions)) return false;
  }
  return true;
}

/** Whether the condition of a directive is true. */
export function holds(directive: DirectiveNode, conditions: Conditions): boolean {
  const value = conditionOf(directive);
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE && conditions.get(value.name.value) === true;
}

/** The value of a directive's `if`. */
export function conditionOf({ arguments: given }: DirectiveNode) {
  return given?.find(({ name }) => name.value === 'if')?.value;
}

/** The variables that decide which parts of a document are included, or deferred. */
export function conditionVariables(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      if (!isCondition(directive) && !isDefer(directive)) return;
      const value = conditionOf(directive);
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return names;
}
