import { Kind, visit } from 'graphql';
import type { DocumentNode, SelectionNode } from 'graphql';
import { BARE_FIELD } from '../bare-objects.js';
import { isCondition } from '../conditions.js';
import { fragmentsOf } from '../operation.js';

/**
 * Asks for each object of which `@skip` and `@include` may leave nothing. Otherwise it would not be fetched, as if
 * it were not asked for: then null would stand where `{}` should, and where it may not stand take all around it away.
 * @returns the very same document when it has no such object
 */
export function askOfBareObjects(document: DocumentNode): DocumentNode {
  const mayBeNothing = nothingFinder(document);
  return visit(document, {
    Field: (node) => {
      const { selectionSet } = node;
      if (selectionSet?.selections.every(mayBeNothing) !== true) return undefined;
      const selections = [...selectionSet.selections, BARE_FIELD];
      return { ...node, selectionSet: { ...selectionSet, selections } };
    },
  });
}

function nothingFinder(document: DocumentNode): (selection: SelectionNode) => boolean {
  const fragments = fragmentsOf(document);
  const known = new Map<string, boolean>();
  const mayBeNothing = (selection: SelectionNode): boolean => {
    if (selection.directives?.some(isCondition) === true) return true;
    if (selection.kind === Kind.FIELD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet.selections.every(mayBeNothing);
    const { value: name } = selection.name;
    const decided = known.get(name);
    if (decided !== undefined) return decided;
    const decision = fragments.get(name)?.selectionSet.selections.every(mayBeNothing) === true;
    known.set(name, decision);
    return decision;
  };
  return mayBeNothing;
}
