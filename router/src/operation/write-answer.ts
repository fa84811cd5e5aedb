import { GraphQLError } from 'graphql';
import { maskError } from '../errors/mask.js';
import { writeBody } from './answer-body.js';
import type { OperationContext } from './context.js';
import type { Outcome } from './direct.js';

/** An operation's answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** JSON, in UTF-8. */
  readonly body: string | Buffer;
  /** Why there is no data at all; undefined when there is some. */
  readonly failure: string | undefined;
}

/** A client learns nothing from the sixth error, and the search for it costs. */
export const MAX_ERRORS = 5;

/** Beside data each error tells which part is missing; a subgraph may report as many as it likes. */
const MAX_PARTIAL_ERRORS = 100;

const NO_HEADERS: ReadonlyMap<string, string> = new Map();

/** Writes what is sent to the client of what came of an operation. */
export function writeAnswer(
  { data, errors, status, headers, extensions }: Outcome,
  context: OperationContext,
): Answer {
  const { requestId } = context;
  const told = errors?.slice(0, data === undefined ? MAX_ERRORS : MAX_PARTIAL_ERRORS);
  const masked = told?.map((error) => maskError(error, requestId));
  const failure = data === undefined ? masked?.[0]?.extensions?.code : undefined;
  const all = extensionsOf(extensions, context);
  return {
    status: status ?? (data === undefined ? 400 : 200),
    headers: headers ?? NO_HEADERS,
    body: writeBody({
      ...errorsOf(masked),
      ...(data === undefined ? {} : { data }),
      ...(all && { extensions: all }),
    }),
    failure: typeof failure === 'string' ? failure : undefined,
  };
}

/** An answer without errors has no such entry. */
function errorsOf<T>(errors: readonly T[] | undefined): { readonly errors?: readonly T[] } {
  return errors === undefined || errors.length === 0 ? {} : { errors };
}

/** What the router tells beside an answer, and of what the execution does, where values had to become null. */
function extensionsOf(
  executed: Outcome['extensions'],
  { extensions }: OperationContext,
): Readonly<Record<string, unknown>> | undefined {
  const flaws: unknown = executed?.valueCompletion;
  if (!Array.isArray(flaws)) return hasKeys(extensions) ? extensions : undefined;
  const valueCompletion = flaws.slice(0, MAX_PARTIAL_ERRORS).flatMap(toFlaw);
  return { ...extensions, valueCompletion };
}

/** Its message is of names in the API schema; nothing else it may have is passed on. */
function toFlaw(flaw: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!(flaw instanceof GraphQLError)) return [];
  const { message, path, extensions } = flaw;
  return [{ message, path, extensions: { code: extensions.code } }];
}

function hasKeys(object: object): boolean {
  for (const key in object) return key !== '';
  return false;
}
