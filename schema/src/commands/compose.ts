import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblems } from '../compose/format.js';
import { composeTree } from './compose-tree.js';
import { ExitCode } from './exit-code.js';

/** Writes schema/supergraph.graphql and schema/api.graphql from the subgraphs' SDL. */
export function composeCommand(root: string, print: (text: string) => void): number {
  const result = composeTree(root);
  if (!result.ok) {
    print(formatProblems('error', result.errors));
    return ExitCode.Unusable;
  }
  const { subgraphs, supergraphSdl, apiSdl, warnings } = result.composition;
  writeFileSync(join(root, 'schema/supergraph.graphql'), supergraphSdl);
  writeFileSync(join(root, 'schema/api.graphql'), apiSdl);
  print(formatProblems('warning', warnings));
  print(
    `Composed ${subgraphs.map(({ name }) => name).join(', ')}: schema/supergraph.graphql, schema/api.graphql\n`,
  );
  return ExitCode.Safe;
}
