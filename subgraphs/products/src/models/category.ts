import { Schema, type Connection, type Model } from 'mongoose';

export interface StoredCategory {
  readonly _id: string;
  readonly name: string;
  /** The name without case and accents, by which lists are sorted. */
  readonly sortName: string;
  readonly description: string | null;
}

const schema = new Schema<StoredCategory>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    sortName: { type: String, default: '' },
    description: { type: String, default: null },
  } satisfies Record<keyof StoredCategory, unknown>,
  { collection: 'categories', versionKey: false, autoCreate: false },
);

schema.index({ sortName: 1, _id: 1 });

export function createCategoryModel(connection: Connection): Model<StoredCategory> {
  return connection.model<StoredCategory>('Category', schema);
}
