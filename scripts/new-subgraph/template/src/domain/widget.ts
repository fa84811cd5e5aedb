import { done, failed, isPlainText, type Outcome } from '@supergraph/service-kit';
import { randomUUID } from 'node:crypto';
import { invalidInput, type InvalidInput } from './failures.js';

export interface Widget {
  readonly id: string;
  readonly name: string;
}

export interface WidgetRepository {
  /** The widgets with these ids, in any order. */
  findWidgets(ids: readonly string[]): Promise<readonly Widget[]>;
  insertWidget(widget: Widget): Promise<void>;
}

/** The input for a new widget. */
export interface NewWidget {
  readonly name: string;
}

export async function createWidget(
  repository: WidgetRepository,
  { name }: NewWidget,
): Promise<Outcome<{ widget: Widget }, InvalidInput>> {
  if (!isPlainText(name, { max: 100 })) {
    return failed(invalidInput('The name must have 1 to 100 characters, on one line.', 'name'));
  }
  const widget = { id: randomUUID(), name };
  await repository.insertWidget(widget);
  return done({ widget });
}
