import { Schema, type Connection, type Model } from 'mongoose';

/** The erasure of the data of a person who deleted their account. It is kept, and holds nothing but ids and times. */
export interface StoredErasure {
  /** The customer's id. */
  readonly _id: string;
  readonly deletionId: string;
  /** Present until the erasure is finished. */
  readonly againAt?: Date;
  readonly finishedAt?: Date;
}

const erasureSchema = new Schema<StoredErasure>(
  {
    _id: { type: String, required: true },
    deletionId: { type: String, required: true },
    againAt: { type: Date },
    finishedAt: { type: Date },
  },
  { collection: 'erasures', versionKey: false, strict: 'throw', autoCreate: false },
);

// Serves the progress of a deletion.
erasureSchema.index({ deletionId: 1 });
// The queue of unfinished erasures. It contains nothing else.
erasureSchema.index({ againAt: 1 }, { partialFilterExpression: { againAt: { $exists: true } } });

export type ErasureModel = Model<StoredErasure>;

export function createErasureModel(connection: Connection): ErasureModel {
  return connection.model<StoredErasure>('Erasure', erasureSchema);
}
