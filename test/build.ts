import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Builds the programs that the tests start, so that the tests always run the current code. */
export function setup(): void {
  const root = resolve(import.meta.dirname, '..');
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
}
