import type { Change } from './change.js';
import { elementsOf } from './supergraph-elements.js';
import { uses } from '../graph/directives.js';

/** Compares the `@oneOf` inputs of two supergraphs. */
export function diffOneOf(before: string, after: string): readonly Change[] {
  const now = elementsOf(after);
  return [...elementsOf(before)].flatMap(([coordinate, directives]): readonly Change[] => {
    const directivesNow = now.get(coordinate);
    if (directivesNow === undefined) return [];
    const [was, is] = [directives, directivesNow].map((each) => uses(each, 'oneOf').length > 0);
    if (was === is) return [];
    return is === true
      ? [{ severity: 'breaking', kind: 'ONE_OF_ADDED', coordinate, text: 'takes exactly one of its fields' }]
      : [{ severity: 'safe', kind: 'ONE_OF_REMOVED', coordinate, text: 'takes any number of its fields' }];
  });
}
