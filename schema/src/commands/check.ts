import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { readAcknowledgements } from '../check/acknowledgements.js';
import { check, type CheckInput } from '../check/check.js';
import { derivedFiles, staleFiles } from '../check/derived.js';
import { brokenEvents } from '../events/broken-events.js';
import { BAD_USE, unusable, type Verdict } from '../check/verdict.js';
import { syntaxProblem } from '../compose/syntax.js';
import { gitBaseline, publishedBaseline } from '../check/baseline.js';
import { findRoot, readCheckedOutSubgraphs } from '../graph/repository.js';
import { workingTree } from '../graph/working-tree.js';
import { readRegistry } from '../operations/registry.js';
import { readServiceCalls } from '../operations/service-calls.js';
import { readBudgets, readMeasuredCommands } from '../plans/budgets.js';
import { readGoldenPlan } from '../plans/golden.js';
import { REPORTS } from '../report/report.js';
import { publishedWith } from './alone.js';
import { ExitCode } from './exit-code.js';
import { checkOptions, formatIn, type CheckOptions } from './options.js';
import { PLANS, updatePlans } from './update-plans.js';
import { UsageError } from '../graph/usage-error.js';

const EXIT_CODES = {
  safe: ExitCode.Safe,
  breaking: ExitCode.Breaking,
  unusable: ExitCode.Unusable,
} satisfies Record<Verdict['outcome'], number>;

/**
 * Judges the working tree, or one subgraph's SDL together with the published others, and prints the verdict. The
 * formats for programs get a report even when there is nothing to judge.
 */
export async function checkCommand(
  folder: string,
  args: readonly string[],
  print: (text: string) => void,
  folders: readonly string[] = [folder],
): Promise<number> {
  const format = formatIn(args);
  try {
    const options = checkOptions(args);
    const root = findRoot(folder);
    if (options.updatePlans) updatePlans(root);
    const verdict = await verdictOn(root, options, folders);
    print(REPORTS[format](verdict));
    return EXIT_CODES[verdict.outcome];
  } catch (error) {
    if (!(error instanceof UsageError) || format === 'text') throw error;
    print(REPORTS[format](unusable([{ code: BAD_USE, message: error.message, places: [] }])));
    return ExitCode.Unusable;
  }
}

export async function verdictOn(
  root: string,
  { against, alone }: Pick<CheckOptions, 'against' | 'alone'>,
  folders: readonly string[] = [root],
): Promise<Verdict> {
  try {
    const baseline = against === undefined ? publishedBaseline(root) : gitBaseline(root, against);
    const subgraphs =
      alone === undefined
        ? readCheckedOutSubgraphs(root)
        : publishedWith(alone, baseline?.subgraphs, root, folders);
    return await check({ ...inputFrom(root, alone !== undefined), subgraphs, baseline });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return unusable([syntaxProblem('INVALID_GRAPHQL', error)]);
  }
}

/** The input of a check besides the subgraphs. A team that checks only its own SDL does not own the derived files. */
function inputFrom(root: string, alone: boolean): Omit<CheckInput, 'subgraphs' | 'baseline'> {
  const tree = workingTree(root);
  const registry = readRegistry(tree);
  return {
    registry,
    calls: readServiceCalls(tree),
    acknowledgements: readAcknowledgements(root),
    lint: true,
    plans: {
      folder: PLANS,
      golden: (operation) => readGoldenPlan(join(root, PLANS), operation),
      budgets: readBudgets(root, PLANS),
      measured: readMeasuredCommands(root, PLANS),
    },
    alone,
    ...(alone
      ? {}
      : {
          derived: (composition) => [
            ...staleFiles(root, derivedFiles(composition, registry.operations)),
            ...brokenEvents(tree),
          ],
        }),
  };
}
