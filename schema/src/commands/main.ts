import { findRoot } from '../graph/repository.js';
import { checkCommand } from './check.js';
import { composeCommand } from './compose.js';
import { ExitCode } from './exit-code.js';
import { noOptions, USAGE } from './options.js';
import { publishCommand } from './publish.js';
import { UsageError } from '../graph/usage-error.js';

export interface Terminal {
  /** The folders that a relative path may be meant from; the first is where the command runs. */
  readonly folders: readonly [string, ...string[]];
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Runs a command and answers with its exit code. What goes wrong is told in a line, but a mistake of ours in full. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await run(args, terminal);
  } catch (error) {
    terminal.printError(`${explain(error).trimEnd()}\n`);
    return ExitCode.Unusable;
  }
}

async function run([command, ...args]: readonly string[], { folders, print }: Terminal): Promise<number> {
  const [folder] = folders;
  if (command === '--help' || args.includes('--help')) {
    print(USAGE);
    return ExitCode.Safe;
  }
  if (command === 'check') return await checkCommand(folder, args, print, folders);
  if (command !== 'compose' && command !== 'publish') throw new UsageError('', USAGE);
  noOptions(args);
  const root = findRoot(folder);
  return command === 'compose' ? composeCommand(root, print) : await publishCommand(root, print);
}

function explain(error: unknown): string {
  if (error instanceof UsageError)
    return [error.message, error.usage].filter((part) => part !== '').join('\n');
  if (!(error instanceof Error)) return String(error);
  // A file that cannot be written says so itself, with its path.
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
}
