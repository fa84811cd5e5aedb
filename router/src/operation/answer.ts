import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskError } from '../errors/mask.js';
import { Refusal } from '../errors/refuse.js';
import type { SerializedData } from '../execution/serialized.js';

/** The result of a request, before its errors are masked. */
export interface Outcome {
  /** Absent when nothing was executed. */
  readonly data?: SerializedData;
  readonly errors?: readonly GraphQLError[];
  /** Where a value had to become null without an error. */
  readonly valueCompletion?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it is the answer to a mutation, or to somebody in particular. */
  readonly isPrivate?: boolean;
}

/** An answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, in UTF-8. */
  readonly body: string | Buffer;
  /** The code of the error for which there is no data at all; undefined when there is some. */
  readonly failure: string | undefined;
}

/** A client learns nothing from the sixth error, and the search for it costs. */
export const MAX_ERRORS = 5;

/** Beside data each error tells which part is missing; a subgraph may report as many as it likes. */
const MAX_PARTIAL_ERRORS = 100;

/** From here on a body is sent as bytes: below, Node sends headers and text in one piece. In bytes. */
const LARGE = 8_192;

const NO_HEADERS: Readonly<Record<string, string>> = {};

/** No cache between here and the client may keep what is one caller's, or what went wrong once. */
const PRIVATE: Readonly<Record<string, string>> = { 'cache-control': 'private, no-store' };

/** Writes what is sent to the client. The only way out for answers and refusals alike. */
export function writeAnswer(
  { data, errors = [], valueCompletion = [], extensions, isPrivate = false }: Outcome,
  requestId: string,
): Answer {
  const told = errors
    .slice(0, data === undefined ? MAX_ERRORS : MAX_PARTIAL_ERRORS)
    .map((error) => maskError(error, requestId));
  const all =
    valueCompletion.length === 0
      ? extensions
      : { ...extensions, valueCompletion: valueCompletion.slice(0, MAX_PARTIAL_ERRORS).map(toCompletion) };
  const body = writeBody(data, told, all);
  if (data !== undefined) {
    const headers = isPrivate || errors.length > 0 || valueCompletion.length > 0 ? PRIVATE : NO_HEADERS;
    return { status: 200, headers, body, failure: undefined };
  }
  const [error] = errors;
  const code = told[0]?.extensions?.code;
  const { status, headers } = error instanceof Refusal ? error : { status: 500, headers: NO_HEADERS };
  return {
    status,
    headers: { ...headers, ...PRIVATE },
    body,
    failure: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
  };
}

/** Data without errors is a whole answer as the execution wrote it. */
function writeBody(
  data: SerializedData | undefined,
  errors: readonly GraphQLFormattedError[],
  extensions: Outcome['extensions'],
): string | Buffer {
  if (data !== undefined && errors.length === 0 && extensions === undefined) {
    return data.body.length < LARGE ? data.body.toString() : data.body;
  }
  const parts = [
    ...(errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`]),
    ...(data === undefined ? [] : [`"data":${data.json}`]),
    ...(extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]),
  ];
  return `{${parts.join(',')}}`;
}

/** Its message is of names in the API schema; nothing else it may have is passed on. */
function toCompletion({ message, path, extensions }: GraphQLError) {
  return { message, path, extensions: { code: extensions.code } };
}
