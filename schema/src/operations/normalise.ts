import { createHash } from 'node:crypto';
import {
  Kind,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';

/** The operation and exactly the fragments it uses, sorted by name: the text changes only when the operation does. */
export function executableDocument(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly document: DocumentNode; readonly missing: readonly string[] } {
  const used = new Map<string, FragmentDefinitionNode>();
  const missing: string[] = [];
  const collect = (definition: DefinitionNode) => {
    visit(definition, {
      FragmentSpread: ({ name: { value: name } }) => {
        const fragment = fragments.get(name);
        if (fragment === undefined) missing.push(name);
        else if (!used.has(name)) {
          used.set(name, fragment);
          collect(fragment);
        }
      },
    });
  };
  collect(operation);
  const sorted = [...used.keys()].sort().flatMap((name) => used.get(name) ?? []);
  return { document: { kind: Kind.DOCUMENT, definitions: [operation, ...sorted] }, missing };
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document with `__typename` at the end of every selection set but the operation's own, as Apollo Client adds it.
 * Clients with a normalised cache identify objects by it, and cannot add it to an operation that they send by its id.
 */
export function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: {
      leave(set, _key, parent) {
        const isRoot = parent !== undefined && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION;
        const hasMeta = set.selections.some(
          (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
        );
        return isRoot || hasMeta ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
      },
    },
  });
}

export function bodyOf(document: DocumentNode): string {
  return print(document);
}

/** The id of a trusted document: the hexadecimal SHA-256 of its text. */
export function idOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
