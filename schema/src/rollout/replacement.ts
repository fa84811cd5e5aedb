import type { Change } from '../diff/change.js';
import { uses } from '../diff/supergraph-elements.js';
import { coordinatesOf, directivesOf, parentOf } from '../graph/coordinates.js';
import type { Subgraph } from '../graph/subgraph.js';
import { fieldsIn, fieldSetsOf, leavesOf } from '../graph/field-sets.js';

/** What answers, once a subgraph is deployed anew, where running routers send what was planned for the old one. */
export interface Replacement {
  readonly was: Subgraph;
  /** Nothing, when the subgraph is gone. */
  readonly is: Subgraph | undefined;
}

/** The subgraphs that are not what they were. One that has a new name is still found at its address. */
export function replacements(
  before: readonly Subgraph[],
  after: readonly Subgraph[],
): readonly Replacement[] {
  return before
    .map((was) => ({
      was,
      is: after.find(({ name }) => name === was.name) ?? after.find(({ url }) => url === was.url),
    }))
    .filter(({ was, is }) => is?.sdl !== was.sdl);
}

/** Why a field is not answered as before, if so; `enclosing` are the fields around it in the request. */
export function lossOf(
  { was, is }: Replacement,
  coordinate: string,
  enclosing: readonly string[] = [],
): string | undefined {
  if (!answers(was, coordinate, enclosing)) return undefined;
  if (is === undefined) return `${was.name} is gone, which running routers ask for it`;
  if (!answers(is, coordinate, enclosing)) {
    return `no longer answered by ${is.name}, which running routers ask for it`;
  }
  const sent = fieldSetsOf(was, coordinate, 'requires');
  const known = new Set(sent.flatMap(leavesOf));
  const lacking = fieldSetsOf(is, coordinate, 'requires').find(
    (fieldSet) => !leavesOf(fieldSet).every((path) => known.has(path)),
  );
  if (lacking === undefined) return undefined;
  const got = sent.length === 0 ? 'nothing' : `"${sent.join(' ')}"`;
  return `now requires "${lacking}" in ${is.name}; running routers send ${got} with it`;
}

/** Whether a subgraph has the value: its own field, a key's, or one that a field around it provides. */
function answers(subgraph: Subgraph, coordinate: string, enclosing: readonly string[]): boolean {
  if (!coordinatesOf(subgraph.document).has(coordinate)) return false;
  const type = parentOf(coordinate) ?? coordinate;
  const directives = directivesOf(subgraph.document);
  const isExternal = [coordinate, type].some((at) => uses(directives.get(at) ?? [], 'external').length > 0);
  if (!isExternal) return true;
  const field = fieldOf(coordinate);
  const isProvided = enclosing.some((around, index) => {
    const way = [...enclosing.slice(index + 1).map(fieldOf), field].join('.');
    return fieldSetsOf(subgraph, around, 'provides').some((each) => fieldsIn(each).has(way));
  });
  return isProvided || fieldSetsOf(subgraph, type, 'key').some((key) => fieldsIn(key).has(field));
}

function fieldOf(coordinate: string): string {
  return coordinate.slice(coordinate.indexOf('.') + 1);
}

export function refusal(subgraph: Subgraph, coordinate: string, text: string): Change {
  return { severity: 'breaking', kind: 'ROUTER_REFUSED', coordinate, text, subgraph: subgraph.name };
}
