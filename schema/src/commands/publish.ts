import { workingTree } from '../graph/working-tree.js';
import { readRegistry } from '../operations/registry.js';
import { readServiceCalls } from '../operations/service-calls.js';
import { publishedEvents } from '../events/broken-events.js';
import { isPublished, publish, publishedFiles } from '../publish/publish.js';
import { textReport } from '../report/text.js';
import { verdictOn } from './check.js';
import { composeTree } from './compose-tree.js';
import { ExitCode } from './exit-code.js';

/** Publishes the working tree's graph, unless the check fails. */
export async function publishCommand(
  root: string,
  print: (text: string) => void,
  today = new Date(),
): Promise<number> {
  const verdict = await verdictOn(root, { against: undefined, alone: undefined });
  print(textReport(verdict));
  const result = verdict.outcome === 'safe' ? composeTree(root) : undefined;
  if (result?.ok !== true) {
    print('\nNot published: the check fails.\n');
    return verdict.outcome === 'unusable' ? ExitCode.Unusable : ExitCode.Breaking;
  }
  const tree = workingTree(root);
  const { operations } = readRegistry(tree);
  const files = new Map([
    ...publishedFiles(result.composition, operations, readServiceCalls(tree)),
    ...publishedEvents(tree),
  ]);
  if (isPublished(root, files)) {
    print('\nAlready published.\n');
    return ExitCode.Safe;
  }
  publish(root, files, verdict, today.toISOString().slice(0, 10));
  print('\nPublished: schema/published, schema/CHANGELOG.md. Commit them by themselves, after the change.\n');
  return ExitCode.Safe;
}
