import { z } from 'zod';

const readyMessage = z.object({ type: z.literal('ready') });

/** Whether a message is what a service says over its IPC channel when it listens. */
export function isReadyMessage(message: unknown): boolean {
  return readyMessage.safeParse(message).success;
}
