import { execFileSync } from 'node:child_process';

/**
 * Keeps running processes, with all their threads, on one core.
 *
 * @throws Error where there is no `taskset`
 */
export function pin(pids: readonly number[], core: number): void {
  for (const pid of pids)
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${core}`, `${pid}`]);
}
