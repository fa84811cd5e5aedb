import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, 'check-node.cjs');

/** Runs the check in a process that claims to be Node `version`. */
function checkAs(version: string): { status: number | null; output: string } {
  const source = `Object.defineProperty(process, 'version', { value: 'v${version}' }); require(${JSON.stringify(script)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--eval', source], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

describe('the check of the Node version', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '22.23.5', '24.0.0', '24.22.3', '26.1.0'])(
    'lets Node %s pass',
    (version) => {
      expect(checkAs(version)).toEqual({ status: 0, output: '' });
    },
  );

  it.each(['12.22.12', '18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1'])(
    'tells Node %s in one line what is needed',
    (version) => {
      const { status, output } = checkAs(version);
      expect(status).toBe(1);
      expect(output).toBe(
        `supergraph needs Node 20.19, 22.13 or 24.0 (or a later release of one of them), and this is Node ${version}: ` +
          'install Node 24 from https://nodejs.org\n',
      );
    },
  );
});
