import { createLogger } from '@supergraph/service-kit';
import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { startMailbox } from '../testing/mailbox.js';
import { createPost } from './post.js';
import { createMailTransport } from './transport.js';

it('logs that a mail server rejects a recipient, and why, without the address', async () => {
  const to = 'ada@shop.example';
  const mailbox = await startMailbox({
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, callback) => callback(new Error(`<${address}>: no such user`)),
  });
  const lines: string[] = [];
  const logger = createLogger(
    { service: 'users', level: 'info' },
    { write: (line) => void lines.push(line) },
  );
  const transport = createMailTransport(`${mailbox.url}?requireTLS=false`, 'Shop <shop@example.com>');
  const post = createPost(transport, { logger, registry: new Registry() });
  post.send(() => Promise.resolve({ to, subject: 'Hello', text: 'Hello' }));
  await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(1);
  await post.close();
  await mailbox.close();
  expect(lines[0]).not.toMatch(/ada@|shop\.example/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'a mail could not be sent',
    err: { code: 'EENVELOPE', message: expect.stringContaining('no such user') as string },
  });
});
