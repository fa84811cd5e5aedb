import { z } from 'zod';

const readyMessage = z.object({ type: z.literal('ready') });

const mailMessage = z.object({
  type: z.literal('mail'),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

/** A mail that a service hands over instead of sending it to a mail server. */
export type LocalMail = Omit<z.infer<typeof mailMessage>, 'type'>;

/** @returns undefined for a message that is not a mail */
export function readMail(message: unknown): LocalMail | undefined {
  return mailMessage.safeParse(message).data;
}

/** Whether a message is the one that a service sends over its IPC channel once it listens. */
export function isReadyMessage(message: unknown): boolean {
  return readyMessage.safeParse(message).success;
}
