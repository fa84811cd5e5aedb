import type { FetchDataRewrite } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/**
 * The fields that a selection set brings, by response key; `undefined` stands for a leaf. Type conditions are ignored,
 * so it contains every possible field.
 */
export type Selected = Map<string, Selected | undefined>;

/** A fetch's operation, parsed. */
export interface FetchOperation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export function parseFetchOperation(text: string): FetchOperation {
  const document = parse(text, { noLocation: true });
  let definition: OperationDefinitionNode | undefined;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) definition = node;
    else if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  if (definition === undefined) throw new Error('A fetch of the plan has no operation.');
  return { document, definition, fragments };
}

/** The fields that the fetch brings to its target objects: for an entity fetch, those below `_entities`. */
export function selectedBy(
  operation: FetchOperation,
  isEntityFetch: boolean,
  rewrites: readonly FetchDataRewrite[] | undefined,
): Selected {
  const selected: Selected = new Map();
  const top = operation.definition.selectionSet;
  if (!isEntityFetch) {
    collect(top, operation.fragments, selected);
  } else {
    for (const field of top.selections) {
      if (field.kind === Kind.FIELD && field.selectionSet !== undefined) {
        collect(field.selectionSet, operation.fragments, selected);
      }
    }
  }
  for (const rewrite of rewrites ?? []) renameSelected(selected, rewrite);
  return selected;
}

function collect(set: SelectionSetNode, fragments: FetchOperation['fragments'], into: Selected): void {
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      if (node.selectionSet === undefined) {
        if (!into.has(key)) into.set(key, undefined);
        continue;
      }
      const below: Selected = into.get(key) ?? new Map<string, Selected | undefined>();
      into.set(key, below);
      collect(node.selectionSet, fragments, below);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      collect(node.selectionSet, fragments, into);
    } else {
      const fragment = fragments.get(node.name.value);
      if (fragment !== undefined) collect(fragment.selectionSet, fragments, into);
    }
  }
}

/** A renamed key arrives under its new name. The old one is kept too, since the paths of errors have it. */
function renameSelected(selected: Selected, rewrite: FetchDataRewrite): void {
  if (rewrite.kind !== 'KeyRenamer') return;
  const path = rewrite.path.filter((element) => !element.startsWith('... on '));
  const last = path.pop();
  let at: Selected | undefined = selected;
  for (const key of path) at = at?.get(key);
  if (at === undefined || last === undefined || !at.has(last)) return;
  const renamed = at.get(last);
  const existing = at.get(rewrite.renameKeyTo);
  if (renamed !== undefined && existing !== undefined) {
    for (const [key, below] of renamed) existing.set(key, below);
  } else {
    at.set(rewrite.renameKeyTo, renamed);
  }
}

/** Calls back for every response path in a selection, joined with dots, parents before their children. */
export function eachPath(
  selected: Selected,
  prefix: string,
  visit: (path: string, isLeaf: boolean) => void,
): void {
  for (const [key, below] of selected) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    visit(path, below === undefined);
    if (below !== undefined) eachPath(below, path, visit);
  }
}
