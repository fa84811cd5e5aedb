import { createTransport } from 'nodemailer';
import type { Mail } from '../domain/password-resets.js';

/** Delivers mail to a mail server or to a terminal. */
export interface MailTransport {
  deliver(mail: Mail): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 10_000;

/** @param url `smtp:`, `smtps:` or `console:` */
export function createMailTransport(url: string, from: string): MailTransport {
  return new URL(url).protocol === 'console:' ? consoleTransport(from) : smtpTransport(url, from);
}

/**
 * Connections are kept for the next mail. Parameters of the URL, such as `?requireTLS=false`, override these settings.
 */
function smtpTransport(url: string, from: string): MailTransport {
  const transport = createTransport({
    url,
    pool: true,
    // Without this setting, a server or an attacker in the network could get passwords and links sent unencrypted.
    requireTLS: true,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async deliver(mail) {
      await transport.sendMail({ from, ...mail });
    },
    close: () => transport.close(),
  };
}

/** For development: the mail goes to the parent process if there is one, and otherwise to the standard output. */
function consoleTransport(from: string): MailTransport {
  return {
    deliver(mail) {
      if (process.send !== undefined) process.send({ type: 'mail', from, ...mail });
      else process.stdout.write(`From: ${from}\nTo: ${mail.to}\nSubject: ${mail.subject}\n\n${mail.text}\n`);
      return Promise.resolve();
    },
    close: () => undefined,
  };
}
