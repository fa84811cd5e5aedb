import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Counter } from 'prom-client';
import { isDatabaseUnavailable } from '../database/unavailable.js';
import { isPublicErrorCode, PublicError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { CallerContext } from './authorization.js';

const unexpected = { message: 'Internal server error.', code: 'INTERNAL_SERVER_ERROR' };
const unavailable = {
  message: 'The service does not reach its database: try again in a few seconds.',
  code: 'SERVICE_UNAVAILABLE',
};

/**
 * Lets errors that were written for clients pass and hides all others behind one message:
 * {@link reportUnexpectedErrors} logs those.
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

/**
 * Logs every error that is masked, with the id of the request it belongs to, and counts it: it is ours to mend. A database
 * that does not answer is not.
 */
export function reportUnexpectedErrors<
  Context extends BaseContext & Partial<CallerContext & { logger: Logger }>,
>(logger: Logger, unexpected: Counter): ApolloServerPlugin<Context> {
  const listener: GraphQLRequestListener<Context> = {
    // eslint-disable-next-line @typescript-eslint/require-await
    async didEncounterErrors({ errors, contextValue }) {
      const requestId = contextValue.caller?.requestId;
      for (const error of errors) {
        const err = unwrapResolverError(error);
        if (isPublic(err)) continue;
        const isUnavailable = isDatabaseUnavailable(err);
        (contextValue.logger ?? logger).error(
          { err, path: error.path, ...(!contextValue.logger && { requestId }) },
          isUnavailable ? 'the database does not answer' : 'unexpected error',
        );
        if (!isUnavailable) unexpected.inc();
      }
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

function isPublic(thrown: unknown): boolean {
  return thrown instanceof PublicError || isOfGraphQL(thrown);
}

/**
 * Errors that graphql-js and Apollo Server make of a bad document or a bad value, told by their code. Those wrap what
 * they tell of, as a resolver's failure is wrapped; but only the latter has a path.
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
