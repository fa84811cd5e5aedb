import mongoose from 'mongoose';
import { RELAY } from '../database/metrics.js';
import { UNJOURNALED } from '../database/concerns.js';
import type { ServiceEvent } from './event.js';
import type { Cursor } from './event-log.js';
import type { ConsumerModels, StoredConsumer, StoredDeadLetter } from './models/consumer.js';

/** The stored progress of a consumer, with its dead letters. */
export interface ConsumerState {
  load(): Promise<StoredConsumer>;
  /** Returns false when the consumer was restarted meanwhile. */
  save(generation: number, cursor: Cursor): Promise<boolean>;
  /** Makes the consumer start again without any state. */
  restart(): Promise<void>;
  /** Notes that the consumer has discarded its state. */
  noteReset(generation: number): Promise<void>;
  /** The subjects that have dead letters, among the given ones. */
  parked(subjects: readonly string[]): Promise<ReadonlySet<string>>;
  park(event: ServiceEvent, error: string, attempts: number): Promise<void>;
  /** The dead letters that an operator wants replayed, in order. */
  replays(limit: number): Promise<readonly StoredDeadLetter[]>;
  /** Removes a dead letter that was handled. */
  revive(id: string): Promise<void>;
  /** Notes that a replay failed. The later dead letters of its subject are not replayed either. */
  parkAgain(letter: Pick<StoredDeadLetter, '_id' | 'subject'>, error: string): Promise<void>;
  countDeadLetters(): Promise<number>;
  forgetDeadLetters(): Promise<unknown>;
}

export function createConsumerState(name: string, models: ConsumerModels): ConsumerState {
  const { consumers, deadLetters } = models;
  return {
    async load() {
      // A read alone, because it is repeated every second.
      const known = await consumers.findById(name).comment(RELAY).lean<StoredConsumer | null>();
      if (known !== null) return known;
      const found = await consumers
        .findOneAndUpdate(
          { _id: name },
          { $setOnInsert: { generation: 0, mustReset: false } },
          { upsert: true, returnDocument: 'after' },
        )
        .comment(RELAY)
        .lean<StoredConsumer | null>();
      return found ?? { _id: name, generation: 0, mustReset: false };
    },
    async save(generation, cursor) {
      const current = { _id: name, generation, mustReset: false };
      const saved = await consumers
        .updateOne(current, { $set: { cursor } }, { writeConcern: UNJOURNALED })
        .comment(RELAY);
      return saved.matchedCount === 1;
    },
    async restart() {
      await consumers.updateOne(
        { _id: name },
        { $inc: { generation: 1 }, $set: { mustReset: true }, $unset: { cursor: 1 } },
        { upsert: true },
      );
    },
    async noteReset(generation) {
      await consumers.updateOne({ _id: name, generation }, { $set: { mustReset: false } }).comment(RELAY);
    },
    async parked(subjects) {
      const found = await deadLetters
        .find({ consumer: name, subject: mongoose.trusted({ $in: [...new Set(subjects)] }) }, { subject: 1 })
        .comment(RELAY)
        .lean<Pick<StoredDeadLetter, 'subject'>[]>();
      return new Set(found.map(({ subject }) => subject));
    },
    async park(event, error, attempts) {
      const letter = { consumer: name, subject: event.subject, event, error, attempts, mustReplay: false };
      await deadLetters
        .updateOne(
          { _id: `${name} ${event.id}` },
          { $setOnInsert: { ...letter, at: new Date() } },
          { upsert: true },
        )
        .comment(RELAY);
    },
    replays: (limit) =>
      deadLetters
        .find({ consumer: name, mustReplay: true })
        .sort({ subject: 1, at: 1, _id: 1 })
        .limit(limit)
        .comment(RELAY)
        .lean<StoredDeadLetter[]>(),
    async revive(_id) {
      await deadLetters.deleteOne({ _id }).comment(RELAY);
    },
    async parkAgain({ _id, subject }, error) {
      await deadLetters
        .updateMany({ consumer: name, subject }, { $set: { mustReplay: false } })
        .comment(RELAY);
      await deadLetters.updateOne({ _id }, { $set: { error }, $inc: { attempts: 1 } }).comment(RELAY);
    },
    forgetDeadLetters: () => deadLetters.deleteMany({ consumer: name }).comment(RELAY).exec(),
    countDeadLetters: () => deadLetters.countDocuments({ consumer: name }).comment(RELAY),
  };
}
