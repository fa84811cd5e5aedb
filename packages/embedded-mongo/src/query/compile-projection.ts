import { find } from 'mingo';
import type { Doc } from '../bson/document.js';
import { computing } from '../aggregate/compute.js';
import { mingoOptions } from '../aggregate/mingo.js';
import { promote, restoreTypes } from '../aggregate/promote.js';
import { type Projection, simpleProjection } from './projection.js';

/** The projection of a find: plain fields by ourselves, expressions and array operators by mingo. */
export function compileProjection(spec: Doc, filter: Doc): Projection | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const simple = simpleProjection(spec);
  if (simple !== undefined) return simple;
  const promoted = promote(spec) as Doc;
  return (doc) => {
    const results = computing(() =>
      find([promote(doc) as Doc], promote(filter) as never, promoted as never, mingoOptions()).all(),
    );
    return restoreTypes(results[0] ?? {}, doc) as Doc;
  };
}
