import { ApolloServer } from '@apollo/server';
import type {
  ApolloServerOptionsWithGateway,
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestListener,
} from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from '@supergraph/service-kit';
import { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { isFault } from '../errors/codes.js';
import { operationKey } from '../execution/gateway.js';
import type { RouterGateway } from '../execution/gateway.js';
import type { GraphQLParameters } from '../http/request.js';
import type { Admission } from '../limits/admission.js';
import type { DocumentResolver } from '../trusted/resolve.js';
import type { OperationCheck, ResolvedOperation } from './check.js';
import type { OperationContext } from './context.js';
import { runDirectly } from './direct.js';
import type { DirectOptions, Outcome } from './direct.js';
import { createDocumentStore } from './document-store.js';
import type { DocumentStore } from './document-store.js';
import { codeOf } from './format-errors.js';
import { readRefusal, refuse } from './refuse.js';
import { MAX_ERRORS, writeAnswer } from './write-answer.js';
import type { Answer } from './write-answer.js';

/** Runs operations. */
export interface Pipeline {
  answer(parameters: GraphQLParameters, context: OperationContext): Promise<Answer>;
  close(): Promise<void>;
}

export interface PipelineOptions {
  readonly gateway: ApolloServerOptionsWithGateway<OperationContext>['gateway'] &
    Partial<Pick<RouterGateway, 'execute'>>;
  readonly logger: Logger;
  readonly introspection: boolean;
  /** In this order, before planning. */
  readonly checks: readonly OperationCheck[];
  /** Turns ids into documents. */
  readonly resolve: DocumentResolver;
  /** Looks at a query before all else. */
  readonly admit: Admission;
  /** Runs after all checks. */
  readonly limit: ((resolved: ResolvedOperation) => Promise<void>) | undefined;
  /** The most tokens a document may have. */
  readonly maxTokens: number;
  /** The most fields a document may have once its fragments are spread out. */
  readonly maxSelections: number;
}

/**
 * Apollo Server runs each operation: parse, validate, check, plan, execute. The HTTP around it is ours, for the
 * specification's sake and so that an answer is written once. An operation that it has run goes past it when it comes
 * again.
 */
export async function createPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { gateway, logger, resolve, admit } = options;
  const documents = createDocumentStore();
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const apollo = new ApolloServer<OperationContext>({
    gateway,
    logger: quiet(logger),
    introspection: options.introspection,
    documentStore: documents,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: options.maxSelections,
    parseOptions: { maxTokens: options.maxTokens },
    // graphql-js adds one of its own to say that it stopped.
    validationOptions: { maxErrors: MAX_ERRORS - 1 },
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), checkPlugin(options, documents)],
  });
  await apollo.start();
  const direct = directOptions(options);
  const runByApollo = async (parameters: GraphQLParameters, context: OperationContext): Promise<Outcome> => {
    const { http, body } = await apollo.executeOperation(toRequest(parameters), { contextValue: context });
    if (body.kind !== 'single') throw new Error('Incremental delivery is not supported.');
    return { ...body.singleResult, status: http.status, headers: http.headers } as Outcome;
  };
  return {
    async answer(sent, context) {
      let parameters;
      try {
        parameters = resolve(sent, context.requestId);
        if (parameters.query !== undefined) admit(parameters.query);
      } catch (error) {
        return answerRefusal(error, context);
      }
      const { query, operationName, variables = {} } = parameters;
      const known = query === undefined ? undefined : documents.recall(query, operationName);
      if (direct === undefined || known === undefined || known.schema !== schema) {
        return writeAnswer(await runByApollo(parameters, context), context);
      }
      const { document, operation } = known;
      const resolved = { schema, document, operation, variables, context };
      return writeAnswer(await runDirectly(known, resolved, direct), context);
    },
    close: () => apollo.stop(),
  };
}

function directOptions(options: PipelineOptions): DirectOptions | undefined {
  const { execute } = options.gateway;
  if (execute === undefined) return undefined;
  return {
    execute,
    check: (resolved) => runChecks(options, resolved),
    report: (errors, requestId) => reportErrors(options.logger, errors, requestId),
  };
}

function runChecks(
  { checks, limit }: PipelineOptions,
  resolved: ResolvedOperation,
): Promise<void> | undefined {
  for (const check of checks) check(resolved);
  return limit?.(resolved);
}

/** Whatever a client is not told is in the log, but for the client's own values: one of them may be a password. */
function reportErrors(logger: Logger, errors: readonly GraphQLError[], requestId: string): void {
  for (const error of errors) {
    if (!isFault(codeOf(error))) continue;
    const err = error.originalError ?? error;
    logger.error({ err: withoutValue(err), path: error.path, requestId }, 'masked error');
  }
}

/** graphql-js, in a subgraph too, quotes the value it refuses. */
const QUOTED_VALUE = /(invalid value|cannot represent).*/s;

function withoutValue(error: Error): Error {
  if (!QUOTED_VALUE.test(error.message)) return error;
  return new Error(error.message.replace(QUOTED_VALUE, '$1 …'));
}

function toRequest({ query, operationName, variables, extensions }: GraphQLParameters) {
  return {
    ...(query === undefined ? {} : { query }),
    ...(operationName === undefined ? {} : { operationName }),
    ...(variables === undefined ? {} : { variables }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** @throws what is not a refusal */
function answerRefusal(error: unknown, context: OperationContext): Answer {
  if (!(error instanceof GraphQLError)) throw error;
  return writeAnswer({ ...readRefusal(error), errors: [error.toJSON()] }, context);
}

/** One listener for all requests: nothing is made for each. */
function checkPlugin(
  options: PipelineOptions,
  documents: DocumentStore,
): ApolloServerPlugin<OperationContext> {
  const listener: GraphQLRequestListener<OperationContext> = {
    async didResolveOperation(requestContext) {
      const { schema, document, operation, request, contextValue: context } = requestContext;
      // Apollo Server leaves this to the executor, and a gateway's has no better answer than 500.
      if (operation === undefined) {
        throw refuse(
          400,
          'OPERATION_RESOLUTION_FAILURE',
          request.operationName === undefined
            ? 'The document has several operations: say which one in `operationName`.'
            : 'The document has no operation of this `operationName`.',
        );
      }
      const { query, operationName, variables = {} } = request;
      if (query !== undefined) {
        const key = operationKey(requestContext.queryHash, operationName);
        documents.remember(query, operationName, { schema, document, operation, key });
      }
      await runChecks(options, { schema, document, operation, variables, context });
    },
    // eslint-disable-next-line @typescript-eslint/require-await
    async didEncounterErrors({ errors, contextValue }: GraphQLRequestContext<OperationContext>) {
      reportErrors(options.logger, errors ?? [], contextValue.requestId);
    },
  };
  return { requestDidStart: () => Promise.resolve(listener) };
}

/** Apollo Server and gateway tell as news what is none. */
function quiet(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug({ message: String(message) }, 'apollo'),
    info: (message?: unknown) => logger.debug({ message: String(message) }, 'apollo'),
    warn: (message?: unknown) => logger.warn({ message: String(message) }, 'apollo'),
    error: (message?: unknown) => logger.error({ message: String(message) }, 'apollo'),
  };
}
