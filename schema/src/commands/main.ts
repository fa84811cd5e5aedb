import { findRoot } from '../graph/repository.js';
import { checkCommand } from './check.js';
import { composeCommand } from './compose.js';
import { ExitCode } from './exit-code.js';
import { noOptions, USAGE } from './options.js';
import { publishCommand } from './publish.js';
import { UsageError } from '../graph/usage-error.js';

export interface Terminal {
  /** The folders from which a relative path is resolved. The command runs in the first. */
  readonly folders: readonly [string, ...string[]];
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
}

/** Runs a command and returns its exit code. Prints one line for an expected error, and the stack for a defect. */
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
  // The message of a system error names the file.
  return 'syscall' in error ? error.message : (error.stack ?? error.message);
}
