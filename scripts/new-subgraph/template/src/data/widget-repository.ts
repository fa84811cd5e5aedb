import mongoose from 'mongoose';
import type { Widget, WidgetRepository } from '../domain/widget.js';
import type { Models } from '../models/models.js';
import type { StoredWidget } from '../models/widget.js';

/** The widgets in MongoDB. */
export function createWidgetRepository({ widgets }: Models): WidgetRepository {
  return {
    async findWidgets(ids) {
      const found = await widgets
        .find({ _id: mongoose.trusted({ $in: [...ids] }) })
        .batchSize(ids.length + 1)
        .lean<StoredWidget[]>();
      return found.map(toWidget);
    },
    async insertWidget(widget) {
      await widgets.create([fromWidget(widget)]);
    },
  };
}

function toWidget({ _id, ...fields }: StoredWidget): Widget {
  return { id: _id, ...fields };
}

function fromWidget({ id, ...fields }: Widget): StoredWidget {
  return { _id: id, ...fields };
}
