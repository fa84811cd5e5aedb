import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = resolve(import.meta.dirname, '../../..');

/** `npm start`, or the program it runs, in a process of its own. */
export interface LocalProcess {
  readonly pid: number;
  /** The standard output so far. */
  stdout(): string;
  stderr(): string;
  /** Resolves when the text has been printed. Rejects when the process ends first. */
  printed(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or with the name of the signal that ended the process. */
  readonly ended: Promise<number | string>;
}

/** Runs the program of `npm start` directly, or `npm start` itself. */
export function startLocal(env: Record<string, string>, command: 'node' | 'npm' = 'node'): LocalProcess {
  const [file, args] = command === 'npm' ? ['npm', ['start']] : [process.execPath, ['local/dist/main.js']];
  const child = spawn(file, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...mongo(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return observe(child);
}

function mongo(): Record<string, string> {
  const uri = process.env.TEST_MONGODB_URI;
  return uri === undefined || uri === '' ? {} : { MONGODB_URI: uri };
}

/** Records the output and the end of a process. */
export function observe(child: ChildProcess): LocalProcess {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | string>((done) => {
    child.once('close', (code, signal) => done(code ?? signal ?? 'nothing'));
  });
  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    printed: (text) =>
      new Promise((done, fail) => {
        const look = () => {
          if (stdout.includes(text)) done();
        };
        look();
        child.stdout?.on('data', look);
        void ended.then((how) =>
          fail(new Error(`ended with ${how} before it printed ${text}: ${stdout}${stderr}`)),
        );
      }),
    signal: (signal) => child.kill(signal),
    ended,
  };
}

export type Ports = Readonly<Record<'PORT' | 'PRODUCTS_PORT' | 'ORDERS_PORT' | 'USERS_PORT', string>>;

/** Four ports that are free now. */
export async function freePorts(): Promise<Ports> {
  const servers = await Promise.all(Array.from({ length: 4 }, () => listenAnywhere()));
  const [PORT = '', PRODUCTS_PORT = '', ORDERS_PORT = '', USERS_PORT = ''] = servers.map(({ port }) =>
    String(port),
  );
  await Promise.all(servers.map(({ close }) => close()));
  return { PORT, PRODUCTS_PORT, ORDERS_PORT, USERS_PORT };
}

/** A server that only occupies a port. */
export function listenAnywhere(): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      done({ port, close: () => new Promise((closed) => server.close(() => closed())) });
    });
  });
}

/** Resolves when nothing listens on any of the ports. Rejects when a port is still in use after `limitMs`. */
export async function untilSilent(ports: Ports, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (const [name, port] of Object.entries(ports)) {
    while (await answers(port)) {
      if (performance.now() > deadline) throw new Error(`${name} ${port} still answers`);
      await sleep(20);
    }
  }
}

async function answers(port: string): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1_000) });
    return true;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError';
  }
}
