import { GraphQLError } from 'graphql';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, type Composition, type ComposeResult } from '../compose/compose.js';
import { syntaxProblem } from '../compose/syntax.js';
import { readCheckedOutSubgraphs } from '../graph/repository.js';

export type { Composition };
export { formatProblems } from '../compose/format.js';

/** Composes the subgraphs of the working tree. A syntax error in an SDL is returned like the other errors. */
export function composeTree(root: string): ComposeResult {
  try {
    return compose(readCheckedOutSubgraphs(root));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { ok: false, errors: [syntaxProblem('INVALID_GRAPHQL', error)] };
  }
}

/** The committed files, relative to the root, that differ from the composition of the subgraphs' SDL. */
export function staleGraphFiles(root: string, composition: Composition): readonly string[] {
  return [...graphFiles(composition)]
    .filter(
      ([file, text]) => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== text,
    )
    .map(([file]) => file);
}

/** Writes the composed graph into the files that the router and the clients' tools read. */
export function writeGraph(root: string, composition: Composition): void {
  for (const [file, text] of graphFiles(composition)) writeFileSync(join(root, file), text);
}

function graphFiles({ supergraphSdl, apiSdl }: Composition): ReadonlyMap<string, string> {
  return new Map([
    ['schema/supergraph.graphql', supergraphSdl],
    ['schema/api.graphql', apiSdl],
  ]);
}
