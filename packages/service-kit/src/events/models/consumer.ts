import { Schema, type Connection, type Model } from 'mongoose';
import type { ServiceEvent } from '../event.js';

/** The progress of a consumer. */
export interface StoredConsumer {
  /** The consumer's name. */
  readonly _id: string;
  /** Missing until the first page of a snapshot is handled. */
  readonly cursor?: string;
  /** Increases with each restart, so that no earlier cursor is saved after it. */
  readonly generation: number;
  /** Whether the consumer still has to discard its state. */
  readonly mustReset: boolean;
}

/** An event that a consumer could not handle, or a later one of the same entity. */
export interface StoredDeadLetter {
  readonly _id: string;
  readonly consumer: string;
  readonly subject: string;
  readonly event: ServiceEvent;
  /** The reason of the failure. */
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
  /** Whether an operator wants the event replayed. */
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

// For the entities with dead letters of a consumer, and for the replays.
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
