import { Schema } from 'mongoose';

/** A session as the database holds it: a family of refresh tokens, of which one is good. */
export interface StoredSessionDocument {
  readonly _id: string;
  readonly userId: string;
  readonly epoch: number;
  readonly secretHash: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endsAt: Date;
}

export const sessionSchema = new Schema<StoredSessionDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    epoch: { type: Number, required: true },
    secretHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
  },
  { autoCreate: false, versionKey: false, collection: 'sessions' },
);

/** All sessions of one user, the newest first. */
sessionSchema.index({ userId: 1, createdAt: -1 });
/** The database forgets what has run out. Nothing relies on when. */
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
