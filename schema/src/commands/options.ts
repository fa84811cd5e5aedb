import { parseArgs } from 'node:util';
import { isReportFormat, REPORTS, type ReportFormat } from '../report/report.js';
import { UsageError } from './usage-error.js';

export const USAGE = `usage:
  npm run schema:compose
  npm run schema:check -- [--format ${Object.keys(REPORTS).join('|')}] [--against <git ref>]
                          [--subgraph <name> --sdl <path>] [--update-plans]
  npm run schema:publish
`;

export interface CheckOptions {
  readonly format: ReportFormat;
  readonly against: string | undefined;
  /** One subgraph's SDL to judge beside the published others. */
  readonly alone: { readonly name: string; readonly sdl: string } | undefined;
  readonly updatePlans: boolean;
}

export function checkOptions(args: readonly string[]): CheckOptions {
  const { format, against, subgraph, sdl, 'update-plans': updatePlans } = parse(args);
  if (!isReportFormat(format)) throw new UsageError(`There is no format ${format}.\n${USAGE}`);
  if ((subgraph === undefined) !== (sdl === undefined)) {
    throw new UsageError(`--subgraph and --sdl go together.\n${USAGE}`);
  }
  const alone = subgraph === undefined || sdl === undefined ? undefined : { name: subgraph, sdl };
  if (alone !== undefined && (against !== undefined || updatePlans)) {
    throw new UsageError(`--subgraph compares with what is published: it goes with --format only.\n${USAGE}`);
  }
  return { format, against, alone, updatePlans };
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
        'update-plans': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}
