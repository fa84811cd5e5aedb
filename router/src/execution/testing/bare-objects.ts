import { Kind, visit } from 'graphql';
import type { DocumentNode, SelectionNode } from 'graphql';
import { BARE_FIELD } from '../bare-objects.js';
import { isCondition } from '../conditions.js';
import { fragmentsOf } from '../operation.js';

/**
 * Adds a field to each object whose fields `@skip` and `@include` may all exclude. Otherwise the object would not be
 * fetched, and would be null instead of `{}`, which at a non-null position makes its parents null.
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
