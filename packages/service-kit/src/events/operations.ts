import mongoose from 'mongoose';
import { createConsumerState } from './consumer-state.js';
import type { ConsumerModels, StoredDeadLetter } from './models/consumer.js';

const MAX_LISTED = 1_000;

/** Which dead letters an operator means; all of them when nothing is given. */
export interface Selection {
  readonly consumer?: string | undefined;
  readonly eventId?: string | undefined;
}

/** The events that consumers have put aside, in the order in which they would be replayed. */
export function listDeadLetters({ deadLetters }: ConsumerModels): Promise<readonly StoredDeadLetter[]> {
  return deadLetters
    .find()
    .sort({ consumer: 1, subject: 1, at: 1, _id: 1 })
    .limit(MAX_LISTED)
    .lean<StoredDeadLetter[]>();
}

/** Has the consumers handle dead letters again. @returns how many */
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
 * Has a consumer forget what it built, and build it again from a snapshot. Its dead letters go, because the snapshot has
 * newer knowledge of their entities.
 *
 * @returns whether there is such a consumer
 */
export async function rebuild(models: ConsumerModels, consumer: string): Promise<boolean> {
  if ((await models.consumers.exists({ _id: consumer })) === null) return false;
  await models.deadLetters.deleteMany({ consumer: mongoose.trusted({ $eq: consumer }) });
  await createConsumerState(consumer, models).restart();
  return true;
}
