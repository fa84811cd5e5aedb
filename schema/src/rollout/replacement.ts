import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { Change } from '../diff/change.js';
import { coordinatesOf, directivesOf, parentOf } from '../graph/coordinates.js';
import type { Subgraph } from '../graph/subgraph.js';
import { fieldsIn, fieldSetsOf, leavesOf } from '../graph/field-sets.js';
import { uses } from '../graph/directives.js';

/** A subgraph before a deployment, and the one that answers at its address afterwards. */
export interface Replacement {
  readonly was: Subgraph;
  /** Undefined when the subgraph was removed. */
  readonly is: Subgraph | undefined;
}

/** The parts of a state of the graph that a rollout depends on. */
export interface State {
  readonly subgraphs: readonly Subgraph[];
  readonly supergraphSdl: string;
  readonly api: GraphQLSchema;
}

/** The changed subgraphs. A renamed one is found by its address. */
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

/** Why a field is no longer answered as before, if so. `enclosing` are the fields around it in the request. */
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

/** Whether a subgraph can return the field: its own, one in a key, or one that an enclosing field provides. */
export function answers(subgraph: Subgraph, coordinate: string, enclosing: readonly string[] = []): boolean {
  if (!coordinatesOf(subgraph.document).has(coordinate)) return false;
  const type = parentOf(coordinate) ?? coordinate;
  if (!isExternal(subgraph, coordinate)) return true;
  const field = fieldOf(coordinate);
  const isProvided = enclosing.some((around, index) => {
    const way = [...enclosing.slice(index + 1).map(fieldOf), field].join('.');
    return fieldSetsOf(subgraph, around, 'provides').some((each) => fieldsIn(each).has(way));
  });
  return isProvided || fieldSetsOf(subgraph, type, 'key').some((key) => fieldsIn(key).has(field));
}

export function isExternal({ document }: Subgraph, coordinate: string): boolean {
  const directives = directivesOf(document);
  return [coordinate, parentOf(coordinate) ?? coordinate].some(
    (at) => uses(directives.get(at) ?? [], 'external').length > 0,
  );
}

function fieldOf(coordinate: string): string {
  return coordinate.slice(coordinate.indexOf('.') + 1);
}

export function refusal(subgraph: Subgraph, coordinate: string, text: string): Change {
  return { severity: 'breaking', kind: 'ROUTER_REFUSED', coordinate, text, subgraph: subgraph.name };
}

/** An entity for which running routers send `sent`, to a subgraph that now has other keys. */
export function notReachedBy(subgraph: Subgraph, type: string, sent: readonly string[]): Change {
  const text = `running routers reach it in ${subgraph.name} by "${sent.join(' ')}", which is no key of it now`;
  return refusal(subgraph, type, text);
}

/** An object type that a subgraph no longer has as a possible type of an interface or union. */
export function memberLost(subgraph: Subgraph, type: string): Change {
  const text = `no longer a possible type in ${subgraph.name} where running routers ask for it`;
  return refusal(subgraph, type, text);
}

/** Whether the given fields of an entity contain a key of it in the subgraph. */
export function isReachedBy(subgraph: Subgraph, type: string, given: ReadonlySet<string>): boolean {
  return fieldSetsOf(subgraph, type, 'key').some((key) => leavesOf(key).every((path) => given.has(path)));
}

/** Whether a field is in the API before and after. */
export function isKept(before: State, after: State, coordinate: string): boolean {
  return isInApi(before.api, coordinate) && isInApi(after.api, coordinate);
}

export function isInApi(api: GraphQLSchema, coordinate: string): boolean {
  const [owner = '', field = ''] = coordinate.split('.');
  const type = api.getType(owner);
  return (isObjectType(type) || isInterfaceType(type)) && Object.hasOwn(type.getFields(), field);
}
