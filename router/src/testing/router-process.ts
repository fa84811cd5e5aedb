import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** The built router in a process of its own. */
export interface RouterProcess {
  readonly url: string;
  readonly adminUrl: string;
  readonly pid: number;
  /** Whether the process still runs. */
  alive(): boolean;
  /** The output of the process so far. */
  log(): string;
  /** The resident memory of the process, in MiB. */
  residentMiB(): Promise<number>;
  /** Ends the process as a crash would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export interface RouterProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Node's command-line arguments. */
  readonly nodeOptions?: readonly string[];
}

/** Starts a router on the committed supergraph, unless the variables name another one. */
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
  const { url, adminUrl } = await new Promise<{ url: string; adminUrl: string }>((done, fail) => {
    child.on('message', (message: { type: string; url: string; adminUrl: string }) => {
      if (message.type === 'ready') done(message);
    });
    child.on('exit', () => fail(new Error(text)));
  });
  const pid = child.pid ?? 0;
  const alive = () => child.exitCode === null && child.signalCode === null;
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((done) => {
      if (!alive()) {
        done();
        return;
      }
      child.on('exit', () => done());
      child.kill(signal);
    });
  return {
    url: `${url}/graphql`,
    adminUrl,
    pid,
    alive,
    log: () => text,
    async residentMiB() {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
