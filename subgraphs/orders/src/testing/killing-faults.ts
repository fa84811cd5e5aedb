import type { Faults } from '../domain/faults.js';

/**
 * Kills this process when it reaches a point, as a power cut would: nothing is closed, flushed or answered.
 *
 * @param after how often the point is passed unharmed before
 */
export function createKillingFaults(point: string, after: number): Faults {
  let passed = 0;
  return (reached) => {
    if (reached !== point) return;
    if (passed === after) process.kill(process.pid, 'SIGKILL');
    passed += 1;
  };
}
