import { Schema } from 'mongoose';

/**
 * A session as the database holds it: a family of refresh tokens, of which one is good. One that was ended is kept for a
 * while, for its access tokens are void by it.
 */
export interface StoredSessionDocument {
  readonly _id: string;
  readonly userId: string;
  readonly epoch: number;
  readonly secretHash: string;
  /** Missing in sessions of earlier versions, as `lastUsedAt` and `client` are. */
  readonly createdAt?: Date;
  readonly lastUsedAt?: Date;
  readonly client?: string | null;
  readonly expiresAt: Date;
  readonly endsAt: Date;
  readonly endedAt?: Date;
}

export const sessionSchema = new Schema<StoredSessionDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    epoch: { type: Number, required: true },
    secretHash: { type: String, required: true },
    createdAt: { type: Date, required: true },
    lastUsedAt: { type: Date, required: true },
    client: { type: String, default: null },
    expiresAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    endedAt: { type: Date },
  },
  { autoCreate: false, versionKey: false, collection: 'sessions' },
);

/** All sessions of one user, the newest first. */
sessionSchema.index({ userId: 1, createdAt: -1 });
/** The sessions that were ended lately. */
sessionSchema.index({ endedAt: 1 }, { sparse: true });
/** The database forgets what has run out. Nothing relies on when. */
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
