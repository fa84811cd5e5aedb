import type { Connection, Model } from 'mongoose';
import { widgetSchema, type StoredWidget } from './widget.js';

export interface Models {
  readonly widgets: Model<StoredWidget>;
}

export function createModels(connection: Connection): Models {
  return { widgets: connection.model<StoredWidget>('Widget', widgetSchema) };
}

/** Creates missing indexes. The service must not answer before this, because unique indexes enforce rules. */
export async function ensureIndexes(models: Models): Promise<void> {
  await models.widgets.createIndexes();
}
