import type { LocalConfig } from '../config.js';
import { claimPort } from '../processes/free-port.js';
import type { RunningStack } from '../running.js';
import { portVariable, serviceNames } from '../services/names.js';
import { right, wrong, type Finding } from './finding.js';

/** Checks that the configured ports are free, unless the supergraph already runs. */
export async function checkPorts(
  { ports }: LocalConfig,
  running: RunningStack | undefined,
): Promise<readonly Finding[]> {
  if (running !== undefined) {
    return [right('ports', `not looked at while the supergraph runs (process ${running.pid})`)];
  }
  const checks = serviceNames().map(async (name): Promise<Finding[]> => {
    try {
      await claimPort(portVariable(name), ports[name]);
      return [];
    } catch (error) {
      return [wrong('ports', error instanceof Error ? error.message : String(error))];
    }
  });
  const problems = (await Promise.all(checks)).flat();
  if (problems.length > 0) return problems;
  return [
    right(
      'ports',
      `${serviceNames()
        .map((name) => ports[name])
        .join(', ')} are free`,
    ),
  ];
}
