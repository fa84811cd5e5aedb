import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Keeps running processes, with all their threads, on some cores.
 *
 * @param cores a list such as `0` or `0-3,6`
 * @throws Error where there is no `taskset`
 */
export function pin(pids: readonly number[], cores: string): void {
  for (const pid of pids) execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, `${pid}`]);
}

/** The cores on which this process may run, as a list for {@link pin}. */
export function ownCores(): string {
  return /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
}
