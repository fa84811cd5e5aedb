import { z } from 'zod';

const readyMessage = z.object({ type: z.literal('ready') });

const mailMessage = z.object({
  type: z.literal('mail'),
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
});

/** A mail that a service would send, were there a mail server. */
export type LocalMail = Omit<z.infer<typeof mailMessage>, 'type'>;

/** @returns undefined for a message that is no mail */
export function readMail(message: unknown): LocalMail | undefined {
  return mailMessage.safeParse(message).data;
}

/** Whether a message is what a service says over its IPC channel when it listens. */
export function isReadyMessage(message: unknown): boolean {
  return readyMessage.safeParse(message).success;
}
