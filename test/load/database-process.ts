import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../packages/embedded-mongo/dist/main.js');

/** A database server for one service only, so that it can be frozen without affecting others. */
export interface DatabaseProcess {
  readonly pid: number;
  readonly uri: string;
  stop(): Promise<void>;
}

export async function startDatabaseProcess(): Promise<DatabaseProcess> {
  const dir = await mkdtemp(join(tmpdir(), 'one-database-'));
  const child = spawn(process.execPath, [entry, '--port', '0', '--dir', dir], {
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
    async stop() {
      child.kill('SIGKILL');
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}
