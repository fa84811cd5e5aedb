import type { Change } from '../diff/change.js';
import { directivesOf } from '../graph/coordinates.js';
import { fieldSetsOf } from '../graph/field-sets.js';
import { schemaOf } from '../graph/subgraph-schema.js';
import { losses } from './fetches.js';
import { isKept, type Replacement, type State } from './replacement.js';

/**
 * Fields that a subgraph provided within a field of its own, and no longer does: running routers still select them
 * there, whether or not a registered operation causes such a request.
 */
export function lostProvisions(before: State, after: State, replacement: Replacement): readonly Change[] {
  const { was, is } = replacement;
  if (is === undefined) return [];
  return [...directivesOf(was.document).keys()].flatMap((coordinate) => {
    const [type = '', field = ''] = coordinate.split('.');
    return fieldSetsOf(was, coordinate, 'provides').flatMap((provided) => {
      const operation = `fragment Provided on ${type} { ${field} { ${provided} } }`;
      return losses({ operation }, replacement, schemaOf(was))
        .filter(({ change, nested }) => !nested && isKept(before, after, change.coordinate))
        .map(({ change }) => change);
    });
  });
}
