import { main } from './commands/main.js';
import { CALLED_IN } from './config.js';

// A reader such as `| head` closes the pipe early. That is no failure: the exit code of the verdict stays.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  folders: CALLED_IN,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
