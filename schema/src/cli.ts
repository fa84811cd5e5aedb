import { checkCommand } from './commands/check.js';
import { composeCommand } from './commands/compose.js';
import { ExitCode } from './commands/exit-code.js';
import { USAGE } from './commands/options.js';
import { publishCommand } from './commands/publish.js';
import { UsageError } from './commands/usage-error.js';

// npm runs scripts at the root of the repository, wherever it was called.
const root = process.cwd();
const print = (text: string) => process.stdout.write(text);

async function run([command, ...args]: readonly string[]): Promise<number> {
  if (command === 'compose') return composeCommand(root, print);
  if (command === 'check') return await checkCommand(root, args, print);
  if (command === 'publish') return await publishCommand(root, print);
  throw new UsageError(USAGE);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message.trimEnd()}\n`);
  process.exitCode = ExitCode.Unusable;
}
