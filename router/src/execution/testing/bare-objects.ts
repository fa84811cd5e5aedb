import { Kind, TypeInfo, isInterfaceType, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, FieldNode, GraphQLSchema, SelectionNode } from 'graphql';
import { BARE_FIELD, BARE_KEY } from '../bare-objects.js';
import { isCondition } from '../conditions.js';
import { fragmentsOf } from '../operation.js';

/** The response key of the field that is added to a bare object of an interface. */
export const BARE_ID_KEY = `${BARE_KEY}id`;

/** Every generated interface has an `id`, and Apollo's executor makes an object null whose `__typename` is unknown. */
const BARE_ID: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: 'id' },
  alias: { kind: Kind.NAME, value: BARE_ID_KEY },
};

/**
 * Adds a field to each object whose fields `@skip` and `@include` may all exclude. Otherwise the object would not be
 * fetched, and would be null instead of `{}`, which at a non-null position makes its parents null.
 * @returns the very same document when it has no such object
 */
export function askOfBareObjects(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const mayBeNothing = nothingFinder(document);
  const types = new TypeInfo(schema);
  const ask = visitWithTypeInfo(types, {
    Field: (node) => {
      const { selectionSet } = node;
      if (selectionSet?.selections.every(mayBeNothing) !== true) return undefined;
      const typeName = String(types.getType()).replace(/[[\]!]/g, '');
      const added = isInterfaceType(schema.getType(typeName)) ? BARE_ID : BARE_FIELD;
      const selections = [...selectionSet.selections, added];
      return { ...node, selectionSet: { ...selectionSet, selections } };
    },
  });
  return visit(document, ask);
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
