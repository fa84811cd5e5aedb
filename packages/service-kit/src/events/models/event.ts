import { Schema, type Connection, type Model } from 'mongoose';
import type { ServiceEvent } from '../event.js';

/** A published event as stored. `_id` is its position. */
export interface StoredEvent {
  readonly _id: number;
  readonly event: ServiceEvent;
  readonly publishedAt: Date;
}

const schema = new Schema<StoredEvent>(
  {
    _id: { type: Number, required: true },
    event: { type: Object, required: true },
    publishedAt: { type: Date, required: true },
  },
  { collection: 'events', versionKey: false, autoCreate: false },
);

// Refuses a second copy of an event, which a process publishes again when it died before it noted the first.
schema.index({ 'event.id': 1 }, { unique: true });

export type EventModel = Model<StoredEvent>;

export function createEventModel(connection: Connection): EventModel {
  return connection.model<StoredEvent>('Event', schema);
}
