import { setImmediate as afterTheAnswer, setTimeout } from 'node:timers/promises';
import type { Logger } from '@supergraph/service-kit';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { Counter, type Registry } from 'prom-client';
import type { Post } from '../domain/password-resets.js';
import type { MailTransport } from './transport.js';

export interface PostOptions {
  readonly logger: Logger;
  readonly registry: Registry;
}

export interface ClosablePost extends Post {
  /** Waits a limited time for the mails that are being sent. */
  close(): Promise<void>;
}

const CONCURRENCY = 5;
const QUEUE = 1_000;
const CLOSE_LIMIT_MS = 2_000;

/**
 * Sends each mail once, in the background. A person who gets no mail requests another one. The content of a mail is
 * never logged, because its link is as powerful as a password.
 */
export function createPost(transport: MailTransport, { logger, registry }: PostOptions): ClosablePost {
  const limit = bulkhead(CONCURRENCY, QUEUE);
  const pending = new Set<Promise<void>>();
  const mails = new Counter({
    name: 'mails_total',
    help: 'Mails handed to the mail server, failed, or dropped because too many waited.',
    labelNames: ['outcome'],
    registers: [registry],
  });

  async function send(write: Parameters<Post['send']>[0]): Promise<void> {
    try {
      await limit.execute(async () => {
        const mail = await write();
        if (mail === undefined) return;
        await transport.deliver(mail);
        mails.inc({ outcome: 'sent' });
      });
    } catch (error) {
      const isFull = error instanceof BulkheadRejectedError;
      mails.inc({ outcome: isFull ? 'dropped' : 'failed' });
      logger.error(
        isFull ? {} : { err: error },
        isFull ? 'too many mails wait: one is dropped' : 'a mail could not be sent',
      );
    }
  }

  return {
    send(write) {
      const sending = afterTheAnswer()
        .then(() => send(write))
        .finally(() => pending.delete(sending));
      pending.add(sending);
    },
    async close() {
      await Promise.race([Promise.all(pending), setTimeout(CLOSE_LIMIT_MS, undefined, { ref: false })]);
      transport.close();
    },
  };
}
