import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestRouter } from '../testing/router.js';

test('a query is not begun for clients that sent it on a new connection and have gone', async () => {
  const read = vi.fn(() => 'text');
  const shop = { sdl: 'type Query { text: String }', resolvers: { Query: { text: read } } };
  const router = await startTestRouter({ subgraphs: { shop } });
  onTestFinished(() => router.close());
  const { port } = new URL(router.url);
  const body = '{"query":"{ text }"}';
  const head = `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      await once(socket.end(head + body).resume(), 'close');
    }),
  );
  const metrics = async () => (await fetch(`${router.adminUrl}/metrics`)).text();
  await expect.poll(metrics).toContain('router_operation_seconds_count{outcome="left"} 20');
  expect((await router.ask('{ text }')).body).toEqual({ data: { text: 'text' } });
  expect(read).toHaveBeenCalledOnce();
});
