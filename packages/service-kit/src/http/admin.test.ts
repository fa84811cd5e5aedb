import { Counter, Gauge, Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from '../logger.js';
import { createAdminServer } from './admin.js';

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
