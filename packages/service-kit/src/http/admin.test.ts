import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { Counter, Gauge, Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { createAdminServer } from './admin.js';
import { listen } from './listen.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

test('metrics are answered without those whose source fails or stands still', async () => {
  const registry = new Registry();
  const registers = [registry];
  new Counter({ name: 'requests_total', help: 'Requests.', registers }).inc(7);
  const gauge = (name: string, collect: () => Promise<void>) =>
    new Gauge({ name, help: 'What a database knows.', registers, collect });
  gauge('failing', () => Promise.reject(new Error('no database')));
  gauge('hanging', () => new Promise(() => undefined));
  gauge('working', () => Promise.resolve());
  const log: string[] = [];
  const logger = createLogger({ service: 'test', level: 'warn' }, { write: (line) => void log.push(line) });
  const server = createAdminServer({ logger, registry, isReady: () => true });
  closers.push(() => server.close());
  const { statusCode, body } = await server.inject('/metrics');
  expect(statusCode).toBe(200);
  expect(body).toMatch(/^requests_total 7$/m);
  expect(body).toMatch(/^working 0$/m);
  expect(body).not.toMatch(/^(failing|hanging)/m);
  expect(log).toHaveLength(2);
});

/** The command by which the image asks for its health. */
async function readHealthCheck(): Promise<string[]> {
  const dockerfile = await readFile(new URL('../../../../Dockerfile', import.meta.url), 'utf8');
  const command = /HEALTHCHECK[^\n]*\\\n\s*CMD (\[.*\])/.exec(dockerfile)?.[1];
  return JSON.parse(command ?? '[]') as string[];
}

test('the health check of the image says whether the service is ready, without a Node process', async () => {
  let ready = true;
  const logger = createLogger({ service: 'test', level: 'silent' });
  const server = createAdminServer({ logger, registry: new Registry(), isReady: () => ready });
  closers.push(() => server.close());
  const { port } = new URL(await listen(server, { host: '127.0.0.1', port: 0 }));
  const [program = '', ...args] = await readHealthCheck();
  expect(program).toBe('bash');
  const check = (adminPort: string) =>
    new Promise((resolve) => {
      spawn(program, args, { env: { PATH: process.env.PATH, ADMIN_PORT: adminPort }, stdio: 'ignore' }).once(
        'exit',
        resolve,
      );
    });
  expect(await check(port)).toBe(0);
  ready = false;
  expect(await check(port)).not.toBe(0);
  expect(await check('1')).not.toBe(0);
});
