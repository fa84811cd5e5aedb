import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import { ACKNOWLEDGEMENTS, readAcknowledgements } from '../check/acknowledgements.js';
import { check, planAll, type CheckInput } from '../check/check.js';
import { derivedFiles, staleFiles } from '../check/derived.js';
import { retiredOperations } from '../check/retired.js';
import type { Verdict } from '../check/verdict.js';
import { syntaxProblem } from '../compose/syntax.js';
import { gitBaseline, publishedBaseline } from '../check/baseline.js';
import { readSubgraphs, workingTree } from '../graph/repository.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import { readRegistry } from '../operations/registry.js';
import { readServiceCalls } from '../operations/service-calls.js';
import { readBudgets, readMeasuredCommands, type Budget } from '../plans/budgets.js';
import { planText, readGoldenPlan, writeGoldenPlans } from '../plans/golden.js';
import { shapeOf } from '../plans/shape.js';
import { REPORTS } from '../report/report.js';
import { composeTree } from './compose-tree.js';
import { ExitCode } from './exit-code.js';
import { checkOptions, type CheckOptions } from './options.js';
import { UsageError } from './usage-error.js';

const PLANS = 'schema/plans';
const OPERATIONS = 'schema/operations';

const EXIT_CODES = {
  safe: ExitCode.Safe,
  breaking: ExitCode.Breaking,
  unusable: ExitCode.Unusable,
} satisfies Record<Verdict['outcome'], number>;

/** Judges the working tree, or one subgraph's SDL beside the published others, and prints the verdict. */
export async function checkCommand(
  root: string,
  args: readonly string[],
  print: (text: string) => void,
): Promise<number> {
  const options = checkOptions(args);
  if (options.updatePlans) updatePlans(root);
  const verdict = await verdictOn(root, options);
  print(REPORTS[options.format](verdict));
  return EXIT_CODES[verdict.outcome];
}

export async function verdictOn(root: string, { against, alone }: CheckOptions): Promise<Verdict> {
  try {
    const baseline = against === undefined ? publishedBaseline(root) : gitBaseline(root, against);
    const subgraphs =
      alone === undefined ? readSubgraphs(workingTree(root)) : withReplaced(baseline?.subgraphs, alone);
    return await check({ ...inputFrom(root, alone === undefined), subgraphs, baseline });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const errors = [syntaxProblem('INVALID_GRAPHQL', error)];
    return {
      outcome: 'unusable',
      against: against ?? 'what is published',
      errors,
      warnings: [],
      changes: [],
      operations: 0,
    };
  }
}

/** What the checkout says beside the subgraphs. A team that checks its SDL alone owns none of the derived files. */
function inputFrom(root: string, whole: boolean): Omit<CheckInput, 'subgraphs' | 'baseline'> {
  const folder = join(root, PLANS);
  const registry = readRegistry(root, OPERATIONS);
  return {
    registry,
    calls: readServiceCalls(root),
    acknowledgements: readAcknowledgements(join(root, ACKNOWLEDGEMENTS)),
    lint: true,
    plans: {
      folder: PLANS,
      golden: (operation) => readGoldenPlan(folder, operation),
      budgets: readBudgets(folder),
      measured: readMeasuredCommands(folder),
    },
    plansMustMatch: whole,
    notes: retiredOperations(root, registry.operations),
    ...(whole
      ? { derived: (composition) => staleFiles(root, derivedFiles(composition, registry.operations)) }
      : {}),
  };
}

function withReplaced(
  published: readonly Subgraph[] | undefined,
  { name, sdl }: { readonly name: string; readonly sdl: string },
): readonly Subgraph[] {
  if (published === undefined) {
    throw new UsageError('Nothing is published yet that one subgraph could be checked against.');
  }
  if (!existsSync(sdl)) throw new UsageError(`There is no file ${sdl}.`);
  const known = published.find((each) => each.name === name);
  // A subgraph that is new has no address yet; none is needed to compose.
  const url = known?.url ?? `http://${name}.invalid/graphql`;
  const replacement = subgraph({ name, url, file: sdl, sdl: readFileSync(sdl, 'utf8') });
  return [...published.filter((each) => each !== known), replacement];
}

/** Writes the plans as they are now, and for operations without a budget what they take now. */
function updatePlans(root: string): void {
  const folder = join(root, PLANS);
  const result = composeTree(root);
  if (!result.ok) return;
  const plans = planAll(result.composition, readRegistry(root, OPERATIONS).operations);
  writeGoldenPlans(
    folder,
    new Map([...plans].map(([operation, plan]) => [operation, planText(operation, plan)])),
  );
  const known = readBudgets(folder);
  const budgets = [...plans]
    .map(([{ name }, plan]) => [name, known[name] ?? { requests: shapeOf(plan).requests }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = budgets.map(([name, budget]) => `  ${JSON.stringify(name)}: ${inOneLine(budget)}`);
  writeFileSync(join(folder, 'budgets.json'), `{\n${lines.join(',\n')}\n}\n`);
}

function inOneLine(budget: Budget): string {
  const entries = Object.entries(budget).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{ ${entries.join(', ')} }`;
}
