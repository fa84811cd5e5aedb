import DataLoader from 'dataloader';
import type { Widget, WidgetRepository } from '../domain/widget.js';

/** The loaders of one request. A list of a thousand references costs one query. */
export interface Loaders {
  readonly widgets: DataLoader<string, Widget | undefined>;
}

export function createLoaders(repository: WidgetRepository): Loaders {
  return {
    widgets: new DataLoader(async (ids) => {
      const found = new Map((await repository.findWidgets(ids)).map((widget) => [widget.id, widget]));
      return ids.map((id) => found.get(id));
    }),
  };
}
