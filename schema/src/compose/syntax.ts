import type { GraphQLError } from 'graphql';
import type { Problem } from './problem.js';

/** A file that is not GraphQL, as a problem at its line. */
export function syntaxProblem(code: string, error: GraphQLError): Problem {
  const file = error.source?.name ?? 'schema';
  return { code, message: error.message, places: [{ file, line: error.locations?.[0]?.line ?? 1 }] };
}
