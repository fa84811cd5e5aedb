import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');

/** The built router as a process of its own, over subgraphs that a test made up. */
export interface RouterProcess {
  readonly url: string;
  readonly pid: number;
  /** Whether it still runs. */
  alive(): boolean;
  /** Everything it has written. */
  log(): string;
  /** Its resident memory, in MiB. */
  residentMiB(): Promise<number>;
  stop(): Promise<void>;
}

export interface RouterProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Arguments of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** Starts a router on the committed supergraph, unless the variables say otherwise. */
export async function startRouterProcess({
  env,
  nodeOptions = [],
}: RouterProcessOptions): Promise<RouterProcess> {
  const child = spawn(process.execPath, [...nodeOptions, resolve(root, 'router/dist/main.js')], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      APOLLO_TELEMETRY_DISABLED: '1',
      PORT: '0',
      DRAIN_MS: '0',
      ALLOW_NO_ISSUER: 'true',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  child.stdout?.on('data', (chunk) => (text += String(chunk)));
  child.stderr?.on('data', (chunk) => (text += String(chunk)));
  const url = await new Promise<string>((done, fail) => {
    child.on('message', (message: { type: string; url: string }) => {
      if (message.type === 'ready') done(`${message.url}/graphql`);
    });
    child.on('exit', () => fail(new Error(text)));
  });
  const pid = child.pid ?? 0;
  const alive = () => child.exitCode === null && child.signalCode === null;
  return {
    url,
    pid,
    alive,
    log: () => text,
    async residentMiB() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
    },
    stop: () =>
      new Promise((done) => {
        if (!alive()) {
          done();
          return;
        }
        child.on('exit', () => done());
        child.kill('SIGTERM');
      }),
  };
}
