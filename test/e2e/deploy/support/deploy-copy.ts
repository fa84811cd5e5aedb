import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../../..');
const execute = promisify(execFile);

/** A copy of the programs in `deploy`, which write their keys to their own folder. */
export interface DeployCopy {
  /** A path in the copy of `deploy`. */
  path(name: string): string;
  /** Runs one of the programs. */
  run(program: string, ...given: readonly string[]): Promise<{ stdout: string; stderr: string }>;
  remove(): Promise<void>;
}

export async function copyDeploy(): Promise<DeployCopy> {
  const copy = await mkdtemp(join(tmpdir(), 'deploy-'));
  const path = (name: string) => join(copy, 'deploy', name);
  await mkdir(path(''));
  for (const file of readdirSync(join(root, 'deploy')).filter((name) => name.endsWith('.mjs'))) {
    await cp(join(root, 'deploy', file), path(file));
  }
  for (const folder of ['node_modules', 'subgraphs', 'schema', 'deploy/kubernetes']) {
    await symlink(join(root, folder), join(copy, folder));
  }
  return {
    path,
    run: (program, ...given) => execute(process.execPath, [path(program), ...given]),
    remove: () => rm(copy, { recursive: true }),
  };
}
