import { LRUCache } from 'lru-cache';
import { parse } from 'graphql';
import { refuse } from '../operation/refuse.js';
import { findExcess, type StructureLimits } from './structure.js';

/** Looks at each query text once, before anything else does. */
export type Admission = (query: string) => void;

/** How much query text is remembered as admitted, in characters. */
const REMEMBERED_LENGTH = 1_000_000;

/**
 * Refuses what is too large to be looked at. It comes first, for the rest is made for queries of a decent size:
 * validation is quadratic in places, planning exponential. What was admitted is remembered by its text, so that
 * an operation that comes again costs one look-up.
 *
 * @throws GraphQLError OPERATION_TOO_COMPLEX
 */
export function createAdmission(limits: StructureLimits, maxTokens: number): Admission {
  const admitted = new LRUCache<string, true>({
    max: 1_000,
    maxSize: REMEMBERED_LENGTH,
    sizeCalculation: (_value, query) => query.length + 1,
  });
  return (query) => {
    if (admitted.has(query)) return;
    const excess = findExcessOf(query, limits, maxTokens);
    if (excess !== undefined) throw refuse(400, 'OPERATION_TOO_COMPLEX', excess);
    admitted.set(query, true);
  };
}

function findExcessOf(query: string, limits: StructureLimits, maxTokens: number): string | undefined {
  let document;
  try {
    document = parse(query, { noLocation: true, maxTokens });
  } catch (error) {
    // Too deep for the parser, or not GraphQL: Apollo Server says where the syntax is wrong.
    return error instanceof RangeError ? 'The operation is nested too deeply.' : undefined;
  }
  return findExcess(document, limits);
}
