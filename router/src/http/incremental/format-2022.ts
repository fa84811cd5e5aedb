import type { DeliveredMessage, FirstMessage, LaterMessage } from '../../operation/parted-answer.js';
import { writeObject, type IncrementalFormat } from './format.js';

/**
 * The format of August 2022: fields are delivered by the path of their object and the label of their fragment. Apollo
 * Client's `Defer20220824Handler` reads it.
 */
export const format2022: IncrementalFormat = {
  parameter: 'deferSpec=20220824',
  first: ({ data, errors, extensions }: FirstMessage) =>
    writeObject(data, { errors, extensions, hasNext: true }),
  later({ delivered, completed, hasNext }: LaterMessage) {
    const incremental = [
      ...delivered.map(writeDelivered),
      ...completed.flatMap(({ fragment: { path, label }, errors }) =>
        errors === undefined ? [] : [writeObject('null', { path, label, errors })],
      ),
    ];
    const parts = [
      ...(incremental.length === 0 ? [] : [`"incremental":[${incremental.join()}]`]),
      `"hasNext":${hasNext}`,
    ];
    return `{${parts.join()}}`;
  },
};

function writeDelivered({ fragment: { label }, path, data, errors, extensions }: DeliveredMessage): string {
  return writeObject(data, { path, label, errors, extensions });
}
