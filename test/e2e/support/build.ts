import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Builds what the tests start, so that a file that is run alone meets the code as it is. */
export function setup(): void {
  const root = resolve(import.meta.dirname, '../../..');
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: root, stdio: 'inherit' });
}
