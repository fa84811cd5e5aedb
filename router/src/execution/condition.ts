import type { DirectiveNode } from 'graphql';

/** Whether a directive decides if something is included at all. */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}
