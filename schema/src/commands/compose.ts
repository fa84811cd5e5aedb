import { formatProblems } from '../compose/format.js';
import { composeTree, writeGraph } from './compose-tree.js';
import { ExitCode } from './exit-code.js';

/** Writes schema/supergraph.graphql and schema/api.graphql from the subgraphs' SDL. */
export function composeCommand(root: string, print: (text: string) => void): number {
  const result = composeTree(root);
  if (!result.ok) {
    print(formatProblems('error', result.errors));
    return ExitCode.Unusable;
  }
  const { subgraphs, warnings } = result.composition;
  writeGraph(root, result.composition);
  print(formatProblems('warning', warnings));
  print(
    `Composed ${subgraphs.map(({ name }) => name).join(', ')}: schema/supergraph.graphql, schema/api.graphql\n`,
  );
  return ExitCode.Safe;
}
