import type { LocalMail } from './processes/message.js';

/** Prints a mail to the terminal instead of sending it. */
export function printMail({ from, to, subject, text }: LocalMail): void {
  process.stdout.write(`\nMail from ${from}\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`);
}
