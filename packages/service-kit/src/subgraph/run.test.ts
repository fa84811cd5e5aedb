import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startTestDatabase } from '../testing/database.js';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('a service is live while it builds its indexes, and ready once it listens', async () => {
  const database = await startTestDatabase();
  closers.push(() => database.stop());
  const port = await findFreePort();
  const [run, http] = ['../../dist/subgraph/run.js', '../../dist/http/server.js'].map(
    (file) => new URL(file, import.meta.url).href,
  );
  const script = `import { runSubgraph, subgraphVariables } from ${JSON.stringify(run)};
    import { createHttpServer } from ${JSON.stringify(http)};
    import { z } from 'zod';
    await runSubgraph('shop', z.object(subgraphVariables(0)), async ({ logger }) => {
      const told = new Promise((resolve) => process.once('message', resolve));
      process.send('building');
      await told;
      return { server: createHttpServer({ logger }) };
    });`;
  const env = {
    ...process.env,
    MONGODB_URI: database.newUri(),
    ENVELOPE_KEYS_IN: 'none',
    ADMIN_PORT: String(port),
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  closers.push(() => {
    child.kill('SIGKILL');
    return ended;
  });
  const status = (path: string) =>
    fetch(`http://127.0.0.1:${port}/health/${path}`).then(
      (response) => response.status,
      () => undefined,
    );
  const isBuilding = new Promise((resolve) => child.once('message', resolve));
  await isBuilding;
  expect([await status('live'), await status('ready')]).toEqual([200, 503]);
  child.send('go on');
  await expect.poll(() => status('ready')).toBe(200);
});
