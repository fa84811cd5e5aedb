import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../packages/embedded-mongo/dist/main.js');

/** A database server for one service only, so that it can be broken without affecting others. */
export interface DatabaseProcess {
  readonly pid: number;
  readonly uri: string;
  kill(): Promise<void>;
  /** Starts it again after `kill`, with its data and its port. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDatabaseProcess(): Promise<DatabaseProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'one-database-'));
  let current = await start(dir, '0');
  const { uri } = current;
  return {
    uri,
    get pid() {
      return current.pid;
    },
    kill: () => current.kill(),
    async startAgain() {
      current = await start(dir, new URL(uri).port);
    },
    async stop() {
      await current.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function start(dir: string, port: string) {
  const child = spawn(process.execPath, [entry, '--port', port, '--dir', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const uri = await new Promise<string>((found, fail) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += String(text);
      const address = /mongodb:\/\/[^\s,/]+/.exec(said)?.[0];
      if (address !== undefined) found(address);
    });
    void ended.then(() => fail(new Error(`the database ended: ${said}`)));
  });
  return {
    pid: child.pid ?? 0,
    uri,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
