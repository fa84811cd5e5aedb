import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect } from 'vitest';

/** A local mail server. */
export interface Mailbox {
  /** Its `MAIL_URL`. */
  readonly url: string;
  /** The mails that were received and not yet taken. */
  readonly mails: readonly ReceivedMail[];
  /** Waits for the next mail to an address and takes it. */
  next(to: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and text, without soft line breaks. */
  readonly source: string;
  /** The token of the mail's link. */
  readonly token: string;
}

export async function startMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    ...options,
    onData(stream, { envelope }, callback) {
      void text(stream).then((wire) => {
        const source = decode(wire);
        const { mailFrom, rcptTo } = envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), source, token: tokenIn(source) });
        callback();
      });
    },
  });
  const { server: listener } = server;
  server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async next(address) {
      const find = () => mails.findIndex(({ to }) => to.includes(address));
      await expect.poll(find, { timeout: 30_000 }).not.toBe(-1);
      const [mail] = mails.splice(find(), 1);
      if (mail === undefined) throw new Error('no mail');
      return mail;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Decodes the parts of quoted-printable (RFC 2045) that ASCII text needs. */
function decode(wire: string): string {
  return wire.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
}

function tokenIn(source: string): string {
  return /#token=(\S+)/.exec(source)?.[1] ?? '';
}
