import type { GraphQLFormattedError } from 'graphql';
import { SerializedData, stringifyAnswer } from '../execution/serialized.js';

/** What goes into the body of an answer. */
export interface AnswerParts {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** From here on a body is sent as bytes: below, Node sends headers and text in one piece. In characters. */
const LARGE = 8_192;

const written = new WeakMap<SerializedData, Buffer>();

/**
 * Writes the body of an answer. A large one without errors is encoded once for all requests that share its data:
 * encoding it again for each would cost more than the rest of a shared request.
 */
export function writeBody(parts: AnswerParts): string | Buffer {
  const { data, errors, extensions } = parts;
  const plain = data instanceof SerializedData && errors === undefined && extensions === undefined;
  if (!plain || data.json.length < LARGE) return stringifyAnswer(parts);
  const known = written.get(data);
  if (known !== undefined) return known;
  const body = Buffer.from(stringifyAnswer(parts));
  written.set(data, body);
  return body;
}
