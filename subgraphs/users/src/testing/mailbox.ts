import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect } from 'vitest';

/** A mail server on this machine. */
export interface Mailbox {
  /** Its `MAIL_URL`. */
  readonly url: string;
  /** The mails that nobody has taken out. */
  readonly mails: readonly ReceivedMail[];
  /** Waits for the next mail to an address and takes it out. */
  next(to: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header and text, without line breaks of the transfer. */
  readonly source: string;
  /** The token of the link in it. */
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

/** Decodes quoted-printable (RFC 2045), as far as it is needed for ASCII. */
function decode(wire: string): string {
  return wire.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=');
}

function tokenIn(source: string): string {
  return /#token=(\S+)/.exec(source)?.[1] ?? '';
}
