import { GraphQLError } from 'graphql';
import { compose, type ComposeResult } from '../compose/compose.js';
import { syntaxProblem } from '../compose/syntax.js';
import { readCheckedOutSubgraphs } from '../graph/repository.js';

/** Composes the subgraphs of the working tree. An SDL that is no GraphQL is an error like the others. */
export function composeTree(root: string): ComposeResult {
  try {
    return compose(readCheckedOutSubgraphs(root));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, errors: [syntaxProblem('INVALID_GRAPHQL', error)] };
  }
}
