import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose } from '../compose/compose.js';
import { formatProblem } from '../compose/format.js';
import { readSubgraphs, workingTree } from '../graph/repository.js';
import { ExitCode } from './exit-code.js';

/** Writes schema/supergraph.graphql and schema/api.graphql from the subgraphs' SDL. */
export function composeCommand(root: string, print: (text: string) => void): number {
  const result = compose(readSubgraphs(workingTree(root)));
  if (!result.ok) {
    print(result.errors.map((error) => formatProblem('error', error)).join('\n'));
    return ExitCode.Unusable;
  }
  const { subgraphs, supergraphSdl, apiSdl, warnings } = result.composition;
  writeFileSync(join(root, 'schema/supergraph.graphql'), supergraphSdl);
  writeFileSync(join(root, 'schema/api.graphql'), apiSdl);
  for (const warning of warnings) print(formatProblem('warning', warning));
  print(
    `Composed ${subgraphs.map(({ name }) => name).join(', ')}: schema/supergraph.graphql, schema/api.graphql\n`,
  );
  return ExitCode.Safe;
}
