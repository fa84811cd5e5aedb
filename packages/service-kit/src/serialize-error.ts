import { withoutValues } from './without-values.js';

/** An error as it is logged. */
export interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  readonly message: string;
  /** The type, the message and the stack frames. */
  readonly stack?: string;
  readonly cause?: LoggedError;
  readonly aggregateErrors?: readonly LoggedError[];
}

/** The maximum number of causes below each other, which may also form a cycle. */
const MAX_DEPTH = 5;
/** The maximum number of errors of an AggregateError. */
const MAX_ERRORS = 10;
/** The maximum length of the stack frames. */
const MAX_STACK = 10_000;

const IDENTIFIER = /^[\w$.-]{1,64}$/;

/**
 * Turns a thrown value into what may be logged of it. Other properties are left out, because libraries store the values
 * that were refused in them: a mail server's client the recipients, and the database's client the document.
 */
export function serializeError(thrown: unknown): LoggedError {
  return serialize(thrown, 0);
}

function serialize(thrown: unknown, depth: number): LoggedError {
  if (typeof thrown === 'string') return { type: 'string', message: withoutValues(thrown) };
  if (!isErrorLike(thrown)) return { type: typeof thrown, message: 'a value that is no error was thrown' };
  const type = typeOf(thrown);
  const code = codeOf(thrown);
  const message = isFileError(thrown) ? thrown.message : withoutValues(thrown.message);
  const frames = framesOf(thrown);
  return {
    type,
    ...(code !== undefined && { code }),
    message,
    ...(frames !== undefined && { stack: `${type}: ${message}\n${frames}` }),
    ...(depth < MAX_DEPTH && nested(thrown, depth + 1)),
  };
}

interface ErrorLike {
  readonly message: string;
  readonly name?: unknown;
  readonly code?: unknown;
  readonly extensions?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function isErrorLike(thrown: unknown): thrown is ErrorLike {
  return (
    typeof thrown === 'object' && thrown !== null && 'message' in thrown && typeof thrown.message === 'string'
  );
}

/** Whether Node.js could not use a file. Its message quotes the path, which an operator needs and no request chooses. */
function isFileError(thrown: ErrorLike): boolean {
  return 'syscall' in thrown && 'path' in thrown && typeof thrown.path === 'string';
}

/** The error's name, or its class if it has no name of its own. */
function typeOf(thrown: ErrorLike): string {
  const type = thrown instanceof Error && thrown.name === 'Error' ? thrown.constructor.name : thrown.name;
  return typeof type === 'string' && IDENTIFIER.test(type) ? type : 'Error';
}

/** The code of an error of Node.js, of a library or of GraphQL. */
function codeOf({ code, extensions }: ErrorLike): string | number | undefined {
  const ofGraphQL = typeof extensions === 'object' && extensions !== null && 'code' in extensions;
  const found = code ?? (ofGraphQL ? extensions.code : undefined);
  if (typeof found === 'number') return found;
  return typeof found === 'string' && IDENTIFIER.test(found) ? found : undefined;
}

/** The lines of the stack after the message, which may itself have lines that look like stack frames. */
function framesOf({ stack, message }: ErrorLike): string | undefined {
  if (typeof stack !== 'string') return undefined;
  const start = stack.indexOf(': ') + 2;
  const isAtStart = message !== '' && stack.startsWith(message, start);
  const rest = isAtStart ? stack.slice(start + message.length) : stack;
  const frames = rest.split('\n').filter((line) => line.startsWith('    at '));
  return withoutValues(frames.join('\n').slice(0, MAX_STACK));
}

function nested({ cause, errors }: ErrorLike, depth: number): Pick<LoggedError, 'cause' | 'aggregateErrors'> {
  return {
    ...(cause !== undefined && cause !== null && { cause: serialize(cause, depth) }),
    ...(Array.isArray(errors) && {
      aggregateErrors: errors.slice(0, MAX_ERRORS).map((error: unknown) => serialize(error, depth)),
    }),
  };
}
