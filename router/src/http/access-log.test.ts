import { createHttpServer, createLogger } from '@supergraph/service-kit/service';
import { expect, it, vi } from 'vitest';
import { createAccessLog } from './access-log.js';

it('tells that a client left a stream before its end', async () => {
  const lines: unknown[] = [];
  const logger = createLogger(
    { service: 'test', level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  const access = createAccessLog({ logger, ratio: 1, countPartial: () => undefined });
  const server = createHttpServer({ logger });
  access.addTo(server);
  server.get('/', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200).write('begin');
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const response = await fetch(url);
  await response.body?.cancel();
  await expect.poll(() => lines.at(-1)).toMatchObject({ msg: 'request', status: 200, left: true });
  await server.close();
});

it('tells a partial answer also after many failures whose requests had ended', async () => {
  const lines: unknown[] = [];
  const logger = createLogger(
    { service: 'test', level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line)) },
  );
  let partial = 0;
  const access = createAccessLog({ logger, ratio: 0, countPartial: () => void (partial += 1) });
  const server = createHttpServer({ logger });
  access.addTo(server);
  server.get('/', (request, reply) => {
    access.noteFailure(request.id);
    return reply.send('part');
  });
  for (let late = 0; late < 100_001; late += 1) access.noteFailure(`ended-${late}`);
  await server.inject('/');
  expect(partial).toBe(1);
  expect(lines).toMatchObject([{ msg: 'request', partial: true, status: 200 }]);
  await server.close();
});

it('tells of a hundred failed requests a second, and of the number of the others', async () => {
  const lines: { skipped?: number }[] = [];
  const logger = createLogger(
    { service: 'test', level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as { skipped?: number }) },
  );
  const access = createAccessLog({ logger, ratio: 0, countPartial: () => undefined });
  const server = createHttpServer({ logger });
  access.addTo(server);
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    for (let request = 0; request < 250; request += 1) await server.inject('/nothing');
    expect(lines).toHaveLength(100);
    vi.setSystemTime(Date.now() + 1_000);
    await server.inject('/nothing');
    await server.inject('/nothing');
    expect(lines.map(({ skipped }) => skipped)).toEqual([...Array.from({ length: 100 }), 150, undefined]);
  } finally {
    vi.useRealTimers();
    await server.close();
  }
});
