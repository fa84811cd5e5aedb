import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { ServiceEvent } from '../events/event.js';

/** Whether a real Redis can be run here. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** A Redis process of the test's own, on loopback. It keeps nothing over a restart unless it is durable. */
export interface TestRedis {
  readonly url: string;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  restart(options?: RedisOptions): Promise<void>;
  /** Stops answering while its connections stay open, until it is resumed. */
  pause(): void;
  resume(): void;
  close(): Promise<void>;
}

export interface RedisOptions {
  readonly password?: string;
  /** Whether it has written each command to disk before it answers. */
  readonly isDurable?: boolean;
}

export async function startRedis(options: RedisOptions = {}): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'redis-'));
  const port = await freePort();
  let child = await start(port, directory, options);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const user = options.password === undefined ? '' : `:${options.password}@`;
  return {
    url: `redis://${user}127.0.0.1:${port}`,
    kill,
    async restart(changed = options) {
      await kill();
      child = await start(port, directory, changed);
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async close() {
      await kill();
      await rm(directory, { recursive: true });
    },
  };
}

/** All events in the stream of a service. */
export async function readStream(url: string, service: string): Promise<readonly ServiceEvent[]> {
  const client = new Redis(url);
  try {
    const entries = await client.xrange(`supergraph:{${service}}:events`, '-', '+');
    return entries.map(([, [, , , event = '']]) => JSON.parse(event) as ServiceEvent);
  } finally {
    client.disconnect();
  }
}

async function start(
  port: number,
  directory: string,
  { password, isDurable = false }: RedisOptions,
): Promise<ChildProcess> {
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: directory,
    appendonly: isDurable ? 'yes' : 'no',
    appendfsync: 'always',
    requirepass: password,
  };
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  const child = spawn('redis-server', [...given, '--save', ''], { stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve();
    });
    child.on('exit', () => reject(new Error(log)));
  });
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
