import { Schema } from 'mongoose';

/** A widget as stored. */
export interface StoredWidget {
  readonly _id: string;
  readonly name: string;
}

export const widgetSchema = new Schema<StoredWidget>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
  } satisfies Record<keyof StoredWidget, unknown>,
  { collection: 'widgets', versionKey: false, autoCreate: false },
);
