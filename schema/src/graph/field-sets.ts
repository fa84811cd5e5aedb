import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, parse, type FieldNode } from 'graphql';
import { argumentsOf } from '../diff/directive-arguments.js';
import { uses } from '../diff/supergraph-elements.js';
import { directivesOf } from './coordinates.js';
import type { Subgraph } from './subgraph.js';

/** The field sets that an element's directives of one name are given; of keys, those that can be resolved. */
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

/** Every leaf of a field set: `id`, `owner.id`. */
export function leavesOf(fieldSet: string): readonly string[] {
  const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return [
    ...pathsOf(definition.selectionSet.selections.filter((each) => each.kind === Kind.FIELD).map(plain)),
  ];
}

/** Every leaf that a representation carries. */
export function pathsOf(selections: readonly QueryPlanSelectionNode[], prefix = ''): Set<string> {
  const paths = new Set<string>();
  for (const selection of selections) {
    const name = selection.kind === 'Field' ? `${prefix}${selection.name}` : prefix.slice(0, -1);
    if (selection.selections === undefined) paths.add(name);
    else for (const path of pathsOf(selection.selections, name === '' ? '' : `${name}.`)) paths.add(path);
  }
  return paths;
}

/** The planner's own form of a parsed selection. */
function plain({ name, selectionSet }: FieldNode): QueryPlanSelectionNode {
  const selections = selectionSet?.selections.filter((each) => each.kind === Kind.FIELD).map(plain);
  return { kind: 'Field', name: name.value, ...(selections === undefined ? {} : { selections }) };
}
