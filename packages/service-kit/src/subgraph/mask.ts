import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Counter } from 'prom-client';
import { isPublicErrorCode, PublicError } from '../errors.js';
import type { Logger } from '../logger.js';

/**
 * Lets errors that were written for clients pass and hides all others behind one message: they are logged and
 * counted here, for they are ours to mend.
 */
export function createErrorMask(logger: Logger, unexpected: Counter) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const thrown = unwrapResolverError(error);
    if (thrown instanceof PublicError || isOfGraphQL(thrown)) return withoutStack(formatted);
    logger.error({ err: thrown, path: formatted.path }, 'unexpected error');
    unexpected.inc();
    return {
      message: 'Internal server error.',
      ...(formatted.path === undefined ? {} : { path: formatted.path }),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
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
