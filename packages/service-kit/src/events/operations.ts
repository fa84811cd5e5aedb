import { createConsumerState } from './consumer-state.js';
import type { ConsumerModels, StoredDeadLetter } from './models/consumer.js';

const MAX_LISTED = 1_000;

/** Selects dead letters. Without conditions it selects all. */
export interface Selection {
  readonly consumer?: string | undefined;
  readonly eventId?: string | undefined;
}

/** The dead letters of all consumers, in the order of a replay. */
export function listDeadLetters({ deadLetters }: ConsumerModels): Promise<readonly StoredDeadLetter[]> {
  return deadLetters
    .find()
    .sort({ consumer: 1, subject: 1, at: 1, _id: 1 })
    .limit(MAX_LISTED)
    .lean<StoredDeadLetter[]>();
}

/** Requests a replay of dead letters. @returns their number */
export async function replay(
  { deadLetters }: ConsumerModels,
  { consumer, eventId }: Selection,
): Promise<number> {
  const filter = {
    ...(consumer === undefined ? {} : { consumer }),
    ...(eventId === undefined ? {} : { 'event.id': eventId }),
  };
  const { matchedCount } = await deadLetters.updateMany(filter, { $set: { mustReplay: true } });
  return matchedCount;
}

/**
 * Requests that a consumer discards its state and its dead letters, and builds the state again from a snapshot.
 *
 * @returns false when there is no such consumer
 */
export async function rebuild(models: ConsumerModels, consumer: string): Promise<boolean> {
  if ((await models.consumers.exists({ _id: consumer })) === null) return false;
  await createConsumerState(consumer, models).restart();
  return true;
}
