import type { DeliveredMessage, FirstMessage, LaterMessage } from '../../operation/parted-answer.js';
import { writeObject, type IncrementalFormat } from './format.js';

/**
 * The current draft of incremental delivery: fragments are `pending`, then their fields are delivered by `id`, each
 * once, then they are `completed`. Apollo Client's `GraphQL17Alpha9Handler` reads it.
 */
export const draftFormat: IncrementalFormat = {
  parameter: 'incrementalSpec=v0.2',
  first: ({ data, errors, extensions, pending }: FirstMessage) =>
    writeObject(data, { errors, extensions, pending, hasNext: true }),
  later({ pending, delivered, completed, hasNext }: LaterMessage) {
    const parts = [
      ...(pending.length === 0 ? [] : [`"pending":${JSON.stringify(pending)}`]),
      ...(delivered.length === 0 ? [] : [`"incremental":[${delivered.map(writeDelivered).join()}]`]),
      ...(completed.length === 0
        ? []
        : [
            `"completed":${JSON.stringify(completed.map(({ fragment: { id }, errors }) => ({ id, errors })))}`,
          ]),
      `"hasNext":${hasNext}`,
    ];
    return `{${parts.join()}}`;
  },
};

function writeDelivered({ fragment, path, data, errors, extensions }: DeliveredMessage): string {
  const subPath = path.slice(fragment.path.length);
  return writeObject(data, {
    id: fragment.id,
    ...(subPath.length > 0 && { subPath }),
    errors,
    extensions,
  });
}
