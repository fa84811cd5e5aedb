import type { Change } from '../diff/change.js';
import { resolversOf } from '../diff/resolvers.js';
import { coordinatesOf, parentOf } from '../graph/coordinates.js';
import { fieldsIn, fieldSetsOf } from '../graph/field-sets.js';
import type { Subgraph } from '../graph/subgraph.js';
import { ROOT_TYPES } from '../lint/elements.js';
import { isExternal, isInApi, isKept, lossOf, refusal, type Replacement, type State } from './replacement.js';

/**
 * Fields that stay in the API but that a subgraph no longer answers, whether or not a registered operation selects
 * them: unregistered clients may.
 */
export function lostAnswers(before: State, after: State, replacement: Replacement): readonly Change[] {
  const { was, is } = replacement;
  return [...resolversOf(before.supergraphSdl)].flatMap(([coordinate, graphs]) => {
    if (!graphs.includes(was.name) || !isEntered(replacement, coordinate)) return [];
    if (!isKept(before, after, coordinate) && !isAskedInside(before, coordinate, was)) return [];
    const text = lossOf(replacement, coordinate);
    return text === undefined ? [] : [refusal(is ?? was, coordinate, text)];
  });
}

/**
 * Whether routers still reach the type in the subgraph: the type is there, or routers enter the subgraph through it.
 * Any other removed type was reached through a field that is removed too, and no plan enters a subgraph just for a key.
 */
function isEntered({ was, is }: Replacement, coordinate: string): boolean {
  const type = parentOf(coordinate) ?? coordinate;
  if (ROOT_TYPES.has(type)) return true;
  if (is !== undefined && coordinatesOf(is.document).has(type)) return true;
  const keys = fieldSetsOf(was, type, 'key');
  const inKeys = keys.some((key) => fieldsIn(key).has(coordinate.slice(type.length + 1)));
  return keys.length > 0 && !inKeys;
}

/**
 * Whether the field is hidden from clients but fetched by routers: another subgraph requires it, or has it in a key.
 */
function isAskedInside({ api, subgraphs }: State, coordinate: string, of: Subgraph): boolean {
  if (isInApi(api, coordinate)) return false;
  const type = parentOf(coordinate) ?? coordinate;
  return subgraphs.some(
    (each) =>
      each !== of &&
      coordinatesOf(each.document).has(coordinate) &&
      (isExternal(each, coordinate) ||
        fieldSetsOf(each, type, 'key').some((key) => fieldsIn(key).has(coordinate.slice(type.length + 1)))),
  );
}
