import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, print, type FieldNode, type SelectionSetNode } from 'graphql';
import { directivesOf } from './coordinates.js';
import type { Subgraph } from './subgraph.js';
import { argumentsOf, uses } from './directives.js';

/** The field sets in an element's directives of one name. Keys that are not resolvable are left out. */
export function fieldSetsOf(
  { document }: Subgraph,
  coordinate: string,
  name: 'key' | 'requires' | 'provides',
): readonly string[] {
  return uses(directivesOf(document).get(coordinate) ?? [], name).flatMap((directive) => {
    const { fields, resolvable } = argumentsOf(directive);
    return typeof fields === 'string' && resolvable !== false ? [fields] : [];
  });
}

/** The path of every leaf, with arguments and type conditions: `id`, `owner.id`, `size.... on Box.width(unit: CM)`. */
export function leavesOf(fieldSet: string): readonly string[] {
  return selectedIn(fieldSet).flatMap(({ exact, isLeaf }) => (isLeaf ? [exact] : []));
}

/** The path of every field of a field set, leaf or not, by field names only: `owner`, `owner.id`. */
export function fieldsIn(fieldSet: string): ReadonlySet<string> {
  return new Set(selectedIn(fieldSet).map(({ path }) => path));
}

interface Selected {
  readonly path: string;
  /** The path with arguments and type conditions. */
  readonly exact: string;
  readonly isLeaf: boolean;
}

function selectedIn(fieldSet: string): readonly Selected[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? [...walk(definition.selectionSet, [], [])] : [];
}

function* walk(
  { selections }: SelectionSetNode,
  path: readonly string[],
  exact: readonly string[],
): Generator<Selected> {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value;
      yield* walk(selection.selectionSet, path, type === undefined ? exact : [...exact, `... on ${type}`]);
    }
    if (selection.kind !== Kind.FIELD) continue;
    const inner = [...path, selection.name.value];
    const innerExact = [...exact, exactly(selection)];
    yield {
      path: inner.join('.'),
      exact: innerExact.join('.'),
      isLeaf: selection.selectionSet === undefined,
    };
    if (selection.selectionSet !== undefined) yield* walk(selection.selectionSet, inner, innerExact);
  }
}

function exactly({ name, arguments: given = [] }: FieldNode): string {
  const args = given.map((each) => print(each)).sort();
  return args.length === 0 ? name.value : `${name.value}(${args.join(', ')})`;
}

/** The path of every leaf in a representation. */
export function pathsOf(selections: readonly QueryPlanSelectionNode[], prefix = ''): Set<string> {
  const paths = new Set<string>();
  for (const selection of selections) {
    const name = selection.kind === 'Field' ? `${prefix}${selection.name}` : prefix.slice(0, -1);
    if (selection.selections === undefined) paths.add(name);
    else for (const path of pathsOf(selection.selections, name === '' ? '' : `${name}.`)) paths.add(path);
  }
  return paths;
}
