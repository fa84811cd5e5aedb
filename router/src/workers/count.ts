/** The memory of a worker under load, in bytes. */
const WORKER_BYTES = 320 * 1024 * 1024;

/**
 * The number of workers for a machine or container: one for each core that has memory. Where containers have a limit of
 * memory and none of CPU, as in Kubernetes, the cores are those of the whole machine.
 *
 * @param memory in bytes
 */
export function countWorkers(cores: number, memory: number): number {
  return Math.max(1, Math.min(cores, Math.floor(memory / WORKER_BYTES)));
}
