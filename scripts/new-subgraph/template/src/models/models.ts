import type { Connection, Model } from 'mongoose';
import { widgetSchema, type StoredWidget } from './widget.js';

export interface Models {
  readonly widgets: Model<StoredWidget>;
}

export function createModels(connection: Connection): Models {
  return { widgets: connection.model<StoredWidget>('Widget', widgetSchema) };
}

/** Makes the indexes that are missing. The service must not answer before: a unique one keeps a promise. */
export async function ensureIndexes(models: Models): Promise<void> {
  await models.widgets.createIndexes();
}
