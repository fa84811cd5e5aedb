import { Schema } from 'mongoose';

/**
 * A session as it is stored: a family of refresh tokens, of which one is valid. An ended session is kept for a while,
 * because it makes its access tokens void.
 */
export interface StoredSessionDocument {
  readonly _id: string;
  readonly userId: string;
  readonly epoch: number;
  readonly secretHash: string;
  /** Missing in sessions of earlier versions, like `lastUsedAt` and `client`. */
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

/** Serves the sessions of a user, the newest first, and the removal of the oldest. */
sessionSchema.index({ userId: 1, createdAt: -1 });
/** Serves the list of recently ended sessions. */
sessionSchema.index({ endedAt: 1 }, { sparse: true });
/** The database deletes expired sessions. Nothing depends on when it does so. */
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
