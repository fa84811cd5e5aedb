import { main } from './commands/main.js';
import { CALLED_IN } from './config.js';

process.exitCode = await main(process.argv.slice(2), {
  folders: CALLED_IN,
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
