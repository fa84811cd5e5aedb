import { z } from 'zod';

const readyMessage = z.object({
  type: z.literal('ready'),
  url: z.string(),
  adminUrl: z.string().optional(),
});

/** What a service says over its IPC channel when it listens. */
export interface ReadyMessage {
  readonly url: string;
  readonly adminUrl: string | undefined;
}

/** @returns undefined for any other message */
export function readMessage(message: unknown): ReadyMessage | undefined {
  const read = readyMessage.safeParse(message);
  return read.success ? { url: read.data.url, adminUrl: read.data.adminUrl } : undefined;
}
