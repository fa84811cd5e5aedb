import type { GraphQLError } from 'graphql';
import type { Problem } from './problem.js';
import { remedyFor } from './remedies.js';

/** A GraphQL syntax error as a problem at its line. */
export function syntaxProblem(code: 'INVALID_GRAPHQL' | 'OPERATION_SYNTAX', error: GraphQLError): Problem {
  const file = error.source?.name ?? 'schema';
  const hint = remedyFor(code);
  const places = [{ file, line: error.locations?.[0]?.line ?? 1 }];
  return { code, message: error.message, places, ...(hint === undefined ? {} : { hint }) };
}
