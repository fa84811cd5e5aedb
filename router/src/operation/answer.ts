import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskError } from '../errors/mask.js';
import { Refusal } from '../errors/refuse.js';
import type { SerializedData } from '../execution/serialized.js';
import { onEnd } from './on-end.js';
import type { PartedAnswer, ToldProblems } from './parted-answer.js';

/** The result of a request, before its errors are masked. */
export interface Outcome {
  /** Absent when no part of the operation was executed. */
  readonly data?: SerializedData;
  readonly errors?: readonly GraphQLError[];
  /** The values that had to become null without an error. */
  readonly valueCompletion?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it answers a mutation or depends on the caller. */
  readonly isPrivate?: boolean;
}

/** An answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, in UTF-8. */
  readonly body: string | Buffer;
  /** Whether the body is known to be ASCII, so that it needs no encoding. */
  readonly isAscii: boolean;
  /** The code of the error for which there is no data at all; undefined when there is some. */
  readonly failure: string | undefined;
  /** Whether there are data and no errors. */
  readonly isWhole: boolean;
  /** Set when the answer is given in parts. The body is empty then. */
  readonly parted?: PartedAnswer;
}

/** The limit of errors without data. More would not help a client, and finding them costs time. */
export const MAX_ERRORS = 5;

/** The limit of errors beside data, where each names a missing part. A subgraph may report any number. */
const MAX_PARTIAL_ERRORS = 100;

const NO_HEADERS: Readonly<Record<string, string>> = {};

/** No cache before the client may keep an answer that depends on the caller, or a failure. */
const PRIVATE: Readonly<Record<string, string>> = { 'cache-control': 'private, no-store' };

/** Serializes an answer for the client. All answers and refusals go through it. */
export function writeAnswer(
  { data, errors = [], valueCompletion = [], extensions, isPrivate = false }: Outcome,
  requestId: string,
): Answer {
  const max = data === undefined ? MAX_ERRORS : MAX_PARTIAL_ERRORS;
  const problems = describeProblems({ errors, valueCompletion, extensions }, requestId, max);
  const { errors: told = [] } = problems;
  const { body, isAscii } = writeBody(data, told, problems.extensions);
  if (data !== undefined) {
    const headers = isPrivate || errors.length > 0 || valueCompletion.length > 0 ? PRIVATE : NO_HEADERS;
    return { status: 200, headers, body, isAscii, failure: undefined, isWhole: errors.length === 0 };
  }
  const [error] = errors;
  const code = told[0]?.extensions?.code;
  const { status, headers } = error instanceof Refusal ? error : { status: 500, headers: NO_HEADERS };
  return {
    status,
    headers: { ...headers, ...PRIVATE },
    body,
    isAscii,
    failure: typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR',
    isWhole: false,
  };
}

/** The errors of an answer as the client gets them, and its extensions. */
export function describeProblems(
  { errors = [], valueCompletion = [], extensions }: Omit<Outcome, 'data'>,
  requestId: string,
  max = MAX_PARTIAL_ERRORS,
): ToldProblems {
  const completion = valueCompletion.slice(0, MAX_PARTIAL_ERRORS).map(toCompletion);
  const all = completion.length === 0 ? extensions : { ...extensions, valueCompletion: completion };
  return {
    ...(errors.length > 0 && { errors: select(errors, max).map((error) => maskError(error, requestId)) }),
    ...(all && { extensions: all }),
  };
}

/** At most so many errors. Where there are more, the first of each subgraph and code are among them. */
function select(errors: readonly GraphQLError[], max: number): readonly GraphQLError[] {
  if (errors.length <= max) return errors;
  const firsts = new Map<string, GraphQLError>();
  for (const error of errors) {
    const kind = `${String(error.extensions.serviceName)} ${String(error.extensions.code)}`;
    if (!firsts.has(kind)) firsts.set(kind, error);
  }
  return [...new Set([...firsts.values(), ...errors])].slice(0, max);
}

/** An answer in parts, which is the caller's alone. */
export function answerInParts(parted: PartedAnswer): Answer {
  return {
    status: 200,
    headers: PRIVATE,
    body: '',
    isAscii: true,
    failure: undefined,
    isWhole: false,
    parted,
  };
}

/** The same answer. `end` is called once, when its last part was read or its reader stops. */
export function onLastPart(answer: Answer, parted: PartedAnswer, end: () => void): Answer {
  return { ...answer, parted: { ...parted, later: onEnd(parted.later, end) } };
}

/** Data without errors is a whole answer as the execution wrote it. */
function writeBody(
  data: SerializedData | undefined,
  errors: readonly GraphQLFormattedError[],
  extensions: Outcome['extensions'],
): Pick<Answer, 'body' | 'isAscii'> {
  if (data !== undefined && errors.length === 0 && extensions === undefined) return data;
  const parts = [
    ...(errors.length === 0 ? [] : [`"errors":${JSON.stringify(errors)}`]),
    ...(data === undefined ? [] : [`"data":${data.json}`]),
    ...(extensions === undefined ? [] : [`"extensions":${JSON.stringify(extensions)}`]),
  ];
  return { body: `{${parts.join(',')}}`, isAscii: false };
}

/** Its message has names of the API schema. No other part of the error is passed on. */
function toCompletion({ message, path, extensions }: GraphQLError) {
  return { message, path, extensions: { code: extensions.code } };
}
