import type { ApolloServerPlugin, BaseContext, GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { Kind, type GraphQLError } from 'graphql';
import { PublicError } from '../errors.js';
import type { Logger } from '../logger.js';
import { createSecurityLog } from '../security-log.js';
import type { Reported } from './mask.js';

const refusals: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'UNAUTHENTICATED']);

/**
 * Records in the security log that a caller requested unauthorized data, once per request. The router refuses such
 * requests itself, so a refusal here means a gap in the router, a service that exceeds its rights, or the token of a
 * deleted user.
 */
export function recordRefusedAuthorization<Context extends BaseContext & Reported>(
  logger: Logger,
): ApolloServerPlugin<Context> {
  const record = createRefusalRecord(logger);
  const listener: GraphQLRequestListener<Context> = {
    // eslint-disable-next-line @typescript-eslint/require-await
    async didEncounterErrors({ errors, contextValue }) {
      record(errors, contextValue);
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

/** Records the first refusal among the errors of a request, or of an event of a subscription. */
export function createRefusalRecord(logger: Logger) {
  return (errors: readonly GraphQLError[], contextValue: Reported): void => {
    const refused = errors.find(isRefusal);
    if (refused === undefined) return;
    const { caller } = contextValue;
    createSecurityLog(contextValue.logger?.() ?? logger)('authorization refused', {
      by: caller?.subject,
      address: caller?.address,
      reason: `${caller?.service ?? 'an unknown service'} asked for ${fieldOf(refused)}`,
    });
  };
}

function isRefusal(error: GraphQLError): boolean {
  const thrown = unwrapResolverError(error);
  return thrown instanceof PublicError && refusals.has(thrown.extensions.code);
}

/** The field's name in the schema. An alias would be text from the client. */
function fieldOf({ nodes }: GraphQLError): string {
  const node = nodes?.[0];
  return node?.kind === Kind.FIELD ? node.name.value : 'a field';
}
