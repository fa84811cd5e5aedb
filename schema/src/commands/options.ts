import { parseArgs } from 'node:util';
import { isReportFormat, REPORTS, type ReportFormat } from '../report/report.js';
import { UsageError } from '../graph/usage-error.js';

export const USAGE = `usage:
  npm run schema:compose
  npm run schema:check -- [--format ${Object.keys(REPORTS).join('|')}] [--against <git ref>]
                          [--subgraph <name> --sdl <path> [--new]] [--update-plans]
  npm run schema:publish
`;

export interface CheckOptions {
  readonly format: ReportFormat;
  readonly against: string | undefined;
  /** The SDL of one subgraph to check together with the published others. */
  readonly alone: AloneOptions | undefined;
  readonly updatePlans: boolean;
}

export interface AloneOptions {
  readonly name: string;
  /** The path of the SDL as given on the command line. */
  readonly sdl: string;
  /** Whether the subgraph is new in the graph. */
  readonly isNew: boolean;
}

export function checkOptions(args: readonly string[]): CheckOptions {
  const { format, against, subgraph, sdl, new: isNew, 'update-plans': updatePlans } = parse(args);
  if (!isReportFormat(format)) throw new UsageError(`There is no format ${format}.`, USAGE);
  for (const [name, value] of Object.entries({ against, subgraph, sdl })) {
    // For example from an unset variable of a pipeline. To git an empty name means the index.
    if (value === '') throw new UsageError(`--${name} is empty.`, USAGE);
  }
  if ((subgraph === undefined) !== (sdl === undefined)) {
    throw new UsageError('--subgraph and --sdl go together.', USAGE);
  }
  if (subgraph === undefined || sdl === undefined) {
    if (isNew)
      throw new UsageError('--new needs --subgraph: it says that this subgraph is not published yet.', USAGE);
    return { format, against, alone: undefined, updatePlans };
  }
  if (against !== undefined || updatePlans) {
    const message =
      '--subgraph compares with what is published: --against and --update-plans do not go with it.';
    throw new UsageError(message, USAGE);
  }
  return { format, against, alone: { name: subgraph, sdl, isNew }, updatePlans };
}

/** The requested format. Read before the other arguments, so that their errors are reported in it too. */
export function formatIn(args: readonly string[]): ReportFormat {
  const at = args.findLastIndex((each) => each === '--format' || each.startsWith('--format='));
  const format = at === -1 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
  return format !== undefined && isReportFormat(format) ? format : 'text';
}

/** For a command without options. */
export function noOptions(args: readonly string[]): void {
  const [first] = args;
  if (first !== undefined) throw new UsageError(`This command takes no arguments: remove ${first}.`, USAGE);
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        format: { type: 'string', default: 'text' },
        against: { type: 'string' },
        subgraph: { type: 'string' },
        sdl: { type: 'string' },
        new: { type: 'boolean', default: false },
        'update-plans': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), USAGE);
  }
}
