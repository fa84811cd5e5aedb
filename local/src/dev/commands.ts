import { execFile } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { repository } from '../services/program.js';

/** Builds workspaces. @returns the compiler's errors, or undefined on success */
export function build(workspaces: readonly string[]): Promise<string | undefined> {
  return run(process.execPath, ['scripts/build.mjs', ...workspaces]);
}

/** Generates the types of the contracts. @returns the generator's errors, or undefined on success */
export function generateTypes(): Promise<string | undefined> {
  return run('npm', ['exec', '--', 'graphql-codegen', '--config', 'codegen.ts', '--errors-only']);
}

function run(file: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd: repository }, (error, stdout, stderr) => {
      // Standard output has the progress, and standard error the reasons.
      resolve(error === null ? undefined : withoutFrames(stderr) || stdout.trim() || error.message);
    });
  });
}

/** Leaves out colours, and stack frames of installed packages and of Node. */
function withoutFrames(text: string): string {
  const isFrame = /^\s+at .*(\/node_modules\/|\(node:)/;
  return stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => !isFrame.test(line))
    .join('\n')
    .trim();
}
