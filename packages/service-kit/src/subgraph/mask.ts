import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Counter } from 'prom-client';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import { isPublicErrorCode, PublicError } from '../errors.js';
import type { Caller } from '../envelope/caller.js';
import type { Logger } from '../logger.js';
import type { CallerContext } from './authorization.js';

const unexpected = { message: 'Internal server error.', code: 'INTERNAL_SERVER_ERROR' };
const unavailable = {
  message: 'The service does not reach its database: try again in a few seconds.',
  code: 'SERVICE_UNAVAILABLE',
};

/**
 * Passes errors that were written for clients, and replaces all others by a general message.
 * {@link reportUnexpectedErrors} logs the replaced ones.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const thrown = unwrapResolverError(error);
  if (isPublic(thrown)) return withoutStack(formatted);
  const { message, code } = isDatabaseUnavailable(thrown) ? unavailable : unexpected;
  return {
    message,
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code },
  };
}

/** Reports the errors of every request. */
export function reportUnexpectedErrors<Context extends BaseContext & Reported>(
  report: ErrorReport,
): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    // eslint-disable-next-line @typescript-eslint/require-await
    async didEncounterErrors({ errors, contextValue }) {
      report(errors, contextValue);
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

/** The parts of a context that error reports use. */
export type Reported = Partial<CallerContext>;

/** Reports the errors of a request, or of an event of a subscription. */
export type ErrorReport = (errors: readonly GraphQLError[], contextValue: Reported) => void;

export interface ErrorReportOptions {
  readonly logger: Logger;
  /** Counts masked errors. */
  readonly unexpected: Counter;
  /** Called with the caller of a request for each of its masked errors. */
  readonly onFault: (caller: Caller) => void;
}

/**
 * Logs every masked error with its request id, and counts it, because it is a defect in the service. Errors of an
 * unavailable database are not counted as defects.
 */
export function createErrorReport({ logger, unexpected, onFault }: ErrorReportOptions): ErrorReport {
  return (errors, contextValue) => {
    const requestId = contextValue.caller?.requestId;
    for (const error of errors) {
      const err = unwrapResolverError(error);
      if (isPublic(err)) continue;
      if (contextValue.caller !== undefined) onFault(contextValue.caller);
      const isUnavailable = isDatabaseUnavailable(err);
      (contextValue.logger?.() ?? logger).error(
        { err, path: error.path, ...(!contextValue.logger && { requestId }) },
        isUnavailable ? 'the database does not answer' : 'unexpected error',
      );
      if (!isUnavailable) unexpected.inc();
    }
  };
}

function isPublic(thrown: unknown): boolean {
  return thrown instanceof PublicError || isOfGraphQL(thrown);
}

/**
 * Recognizes by their code the errors that graphql-js and Apollo Server create for an invalid document or value. They
 * wrap their cause, as the error of a failed resolver does, but only the latter has a path.
 */
function isOfGraphQL(error: unknown): boolean {
  return (
    error instanceof GraphQLError &&
    (error.path === undefined || error.originalError === undefined) &&
    isPublicErrorCode(error.extensions.code) &&
    error.extensions.code !== 'INTERNAL_SERVER_ERROR'
  );
}

function withoutStack({ message, path, extensions }: GraphQLFormattedError): GraphQLFormattedError {
  const kept = Object.fromEntries(Object.entries(extensions ?? {}).filter(([name]) => name !== 'stacktrace'));
  return { message, ...(path === undefined ? {} : { path }), extensions: kept };
}
