import { Schema, type Connection, type Model } from 'mongoose';
import type { ServiceEvent } from '../event.js';

/** How far a consumer has come. */
export interface StoredConsumer {
  /** The consumer's name. */
  readonly _id: string;
  /** Missing before the first page of a snapshot is handled. */
  readonly cursor?: string;
  /** Goes up when the consumer starts again from nothing, so that no earlier cursor is written after that. */
  readonly generation: number;
  /** Whether it has yet to forget what it built so far. */
  readonly mustReset: boolean;
}

/** An event that a consumer could not handle, and those of the same entity after it. */
export interface StoredDeadLetter {
  readonly _id: string;
  readonly consumer: string;
  readonly subject: string;
  readonly event: ServiceEvent;
  /** Why it could not be handled. */
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
  /** Whether an operator wants it to be handled again. */
  readonly mustReplay: boolean;
}

const consumerSchema = new Schema<StoredConsumer>(
  {
    _id: { type: String, required: true },
    cursor: { type: String },
    generation: { type: Number, required: true },
    mustReset: { type: Boolean, required: true },
  },
  { collection: 'consumers', versionKey: false, autoCreate: false },
);

const deadLetterSchema = new Schema<StoredDeadLetter>(
  {
    _id: { type: String, required: true },
    consumer: { type: String, required: true },
    subject: { type: String, required: true },
    event: { type: Object, required: true },
    error: { type: String, required: true },
    attempts: { type: Number, required: true },
    at: { type: Date, required: true },
    mustReplay: { type: Boolean, required: true },
  },
  { collection: 'deadLetters', versionKey: false, autoCreate: false },
);

// Serves the entities of which a consumer has dead letters, and what is to be replayed.
deadLetterSchema.index({ consumer: 1, subject: 1, at: 1 });

export interface ConsumerModels {
  readonly consumers: Model<StoredConsumer>;
  readonly deadLetters: Model<StoredDeadLetter>;
}

export function createConsumerModels(connection: Connection): ConsumerModels {
  return {
    consumers: connection.model<StoredConsumer>('Consumer', consumerSchema),
    deadLetters: connection.model<StoredDeadLetter>('DeadLetter', deadLetterSchema),
  };
}
