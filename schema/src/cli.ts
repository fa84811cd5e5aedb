import { resolve } from 'node:path';
import { composeCommand } from './commands/compose.js';
import { ExitCode } from './commands/exit-code.js';

const root = resolve(import.meta.dirname, '../..');
const print = (text: string) => process.stdout.write(text);

function run(args: readonly string[]): number {
  const [command] = args;
  if (command === 'compose') return composeCommand(root, print);
  print('usage: compose\n');
  return ExitCode.Unusable;
}

process.exitCode = run(process.argv.slice(2));
