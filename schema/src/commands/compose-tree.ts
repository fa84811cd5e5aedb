import { GraphQLError } from 'graphql';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, type Composition, type ComposeResult } from '../compose/compose.js';
import { syntaxProblem } from '../compose/syntax.js';
import { readCheckedOutSubgraphs } from '../graph/repository.js';

export { formatProblems } from '../compose/format.js';

/** Composes the subgraphs of the working tree. An SDL that is no GraphQL is an error like the others. */
export function composeTree(root: string): ComposeResult {
  try {
    return compose(readCheckedOutSubgraphs(root));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, errors: [syntaxProblem('INVALID_GRAPHQL', error)] };
  }
}

/** The committed files, relative to the root, that are not what the subgraphs' SDL composes to. */
export function staleGraphFiles(root: string, composition: Composition): readonly string[] {
  return [...graphFiles(composition)]
    .filter(
      ([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text,
    )
    .map(([file]) => file);
}

/** Writes the composed graph where the router and the clients' tools read it. */
export function writeGraph(root: string, composition: Composition): void {
  for (const [file, text] of graphFiles(composition)) writeFileSync(join(root, file), text);
}

function graphFiles({ supergraphSdl, apiSdl }: Composition): ReadonlyMap<string, string> {
  return new Map([
    ['schema/supergraph.graphql', supergraphSdl],
    ['schema/api.graphql', apiSdl],
  ]);
}
