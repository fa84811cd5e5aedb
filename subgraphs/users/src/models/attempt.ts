import { Schema } from 'mongoose';

/** A counter of attempts in one window of time, or the fact that an address is known. The key is hashed. */
export interface StoredAttempt {
  readonly _id: string;
  readonly count: number;
  readonly expiresAt: Date;
}

export const attemptSchema = new Schema<StoredAttempt>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    expiresAt: { type: Date, required: true },
  },
  { autoCreate: false, versionKey: false, collection: 'attempts' },
);

attemptSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
