import type { GraphQLFormattedError } from 'graphql';
import { SerializedData, stringifyAnswer } from '../execution/serialized.js';

/** What goes into the body of an answer. */
export interface AnswerParts {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** From here on a body is sent as bytes: below, Node sends headers and text in one piece. In bytes. */
const LARGE = 8_192;

/** Writes the body of an answer. Data without errors is a whole answer as the execution wrote it. */
export function writeBody(parts: AnswerParts): string | Buffer {
  const { data, errors, extensions } = parts;
  const isPlain = data instanceof SerializedData && errors === undefined && extensions === undefined;
  if (!isPlain) return stringifyAnswer(parts);
  return data.body.length < LARGE ? data.body.toString() : data.body;
}
