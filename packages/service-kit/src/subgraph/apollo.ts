import { ApolloServer, HeaderMap, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { FastifyReply } from 'fastify';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import { Counter } from 'prom-client';
import type { Caller } from '../envelope/caller.js';
import type { Logger } from '../logger.js';
import { createRefusalRecord, recordRefusedAuthorization } from './authorization-refusals.js';
import { enforceAuthorization, type CallerContext } from './authorization.js';
import { createKnownDocuments } from './known-documents.js';
import { createErrorReport, maskError, reportUnexpectedErrors, type Reported } from './mask.js';
import { limitReferences } from './references.js';
import type { SubgraphOptions } from './server.js';
import { createSubscriptionServer, type SubscriptionServer } from './subscriptions.js';

/** The executors of a subgraph's operations. */
export interface Executors<Context extends BaseContext> {
  /** Executes the request in this body and sends its response. */
  readonly execute: (body: unknown, context: Context, reply: FastifyReply) => Promise<FastifyReply>;
  /** Undefined for a service without subscriptions. */
  readonly subscriptions: SubscriptionServer | undefined;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the executors of a subgraph's operations.
 *
 * @param onFault called with the caller of a request whose answer has an error that is a fault of the service
 */
export async function startExecutors<Context extends CallerContext & BaseContext>(
  options: SubgraphOptions<Context>,
  onFault: (caller: Caller) => void,
): Promise<Executors<Context>> {
  const { events, logger } = options;
  const schema = buildSchema(options);
  const unexpected = new Counter({
    name: 'graphql_unexpected_errors_total',
    help: 'Errors that were masked: each is a fault of ours.',
    registers: [options.registry],
  });
  const reportErrors = createErrorReport({ logger, unexpected, onFault });
  const reports = [reportErrors, createRefusalRecord(logger)];
  const report = (errors: readonly GraphQLError[], contextValue: Reported) => {
    for (const each of reports) each(errors, contextValue);
    return errors.map((error) => maskError(error.toJSON(), error));
  };
  const known = createKnownDocuments<Context>({ schema, report });
  const apollo = createApollo<Context>(schema, logger, [
    known.plugin,
    reportUnexpectedErrors<Context>(reportErrors),
    recordRefusedAuthorization<Context>(logger),
  ]);
  await apollo.start();
  return {
    async execute(body, context, reply) {
      const answer = await known.answer(body, context);
      if (answer === undefined) return executeByApollo(apollo, body, context, reply);
      return reply.header('content-type', 'application/json; charset=utf-8').send(answer);
    },
    subscriptions: events && createSubscriptionServer({ schema, events, report }),
    stop: () => apollo.stop(),
  };
}

function buildSchema<Context extends CallerContext>(options: SubgraphOptions<Context>): GraphQLSchema {
  const schema = buildSubgraphSchema({
    typeDefs: options.typeDefs,
    resolvers: options.resolvers as Parameters<typeof buildSubgraphSchema>[0] extends { resolvers?: infer R }
      ? R
      : never,
  });
  enforceAuthorization(schema, options.serviceCalls);
  limitReferences(schema);
  return schema;
}

function createApollo<Context extends CallerContext & BaseContext>(
  schema: GraphQLSchema,
  logger: Logger,
  plugins: readonly ApolloServerPlugin<Context>[],
): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema,
    introspection: false,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    // Both observe every field of every response, for features that this graph does not use.
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginInlineTraceDisabled(), ...plugins],
    // No response tells locations, and known documents are smaller without them.
    parseOptions: { noLocation: true },
    formatError: maskError,
    logger,
  });
}

/** Whether the body of a request has a query and no mutation, as far as its beginning tells. */
export function isQuery(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('query' in body)) return false;
  return typeof body.query === 'string' && /^\s*(?:query\b|\{)/.test(body.query);
}

async function executeByApollo<Context extends BaseContext>(
  apollo: ApolloServer<Context>,
  body: unknown,
  context: Context,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      headers: new HeaderMap([['content-type', 'application/json']]),
      search: '',
      // Apollo Server answers 400 to undefined, as to all that is not an object.
      body,
    },
    context: () => Promise.resolve(context),
  });
  if (response.body.kind !== 'complete') throw new Error('a subgraph answers in one piece');
  for (const [name, value] of response.headers) void reply.header(name, value);
  return reply.status(response.status ?? 200).send(response.body.string);
}
