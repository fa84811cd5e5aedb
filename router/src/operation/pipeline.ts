import { ApolloServer } from '@apollo/server';
import type {
  ApolloServerOptionsWithGateway,
  ApolloServerPlugin,
  GraphQLRequestContext,
  GraphQLRequestListener,
} from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { Logger } from '@supergraph/service-kit';
import type { GraphQLFormattedError, ValidationRule } from 'graphql';
import { maskError } from '../errors/mask.js';
import { stringifyAnswer } from '../execution/serialized.js';
import type { GraphQLParameters } from '../http/request.js';
import type { OperationCheck } from './check.js';
import type { OperationContext } from './context.js';
import { createDocumentStore } from './documentStore.js';
import { refuse } from './refuse.js';

/** An operation's answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** JSON. */
  readonly body: string;
  /** Why there is no data at all; undefined when there is some. */
  readonly failure: string | undefined;
}

/** Runs operations. */
export interface Pipeline {
  answer(parameters: GraphQLParameters, context: OperationContext): Promise<Answer>;
  close(): Promise<void>;
}

export interface PipelineOptions {
  readonly gateway: ApolloServerOptionsWithGateway<OperationContext>['gateway'];
  readonly logger: Logger;
  readonly introspection: boolean;
  /** In this order, before planning. */
  readonly checks: readonly OperationCheck[];
  /** Run once for each document. */
  readonly rules: readonly ValidationRule[];
  /** The most tokens a document may have. */
  readonly maxTokens: number;
}

/** A client learns nothing from the sixth error, and the search for it costs. */
const MAX_ERRORS = 5;

/** How many selections a document may have once its fragments are spread out: nesting them is exponential. */
const MAX_SELECTIONS = 500;

/**
 * Apollo Server runs each operation: parse, validate, check, plan, execute. The HTTP around it is ours, for the
 * specification's sake and so that an answer is written once.
 */
export async function createPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { gateway, logger, rules } = options;
  const apollo = new ApolloServer<OperationContext>({
    gateway,
    logger: quiet(logger),
    introspection: options.introspection,
    documentStore: createDocumentStore(),
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: MAX_SELECTIONS,
    parseOptions: { maxTokens: options.maxTokens },
    // graphql-js adds one of its own to say that it stopped.
    validationOptions: { maxErrors: MAX_ERRORS - 1 },
    validationRules: [...rules],
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), checkPlugin(options.checks, logger)],
  });
  await apollo.start();
  return {
    async answer({ query, operationName, variables, extensions }, context) {
      const response = await apollo.executeOperation(
        {
          ...(query === undefined ? {} : { query }),
          ...(operationName === undefined ? {} : { operationName }),
          ...(variables === undefined ? {} : { variables }),
          ...(extensions === undefined ? {} : { extensions }),
        },
        { contextValue: context },
      );
      if (response.body.kind !== 'single') throw new Error('Incremental delivery is not supported.');
      const { data, errors } = response.body.singleResult;
      return {
        status: response.http.status ?? 200,
        headers: response.http.headers,
        ...writeAnswer(data, errors, context),
      };
    },
    close: () => apollo.stop(),
  };
}

function writeAnswer(
  data: unknown,
  errors: readonly GraphQLFormattedError[] | undefined,
  { extensions, requestId }: OperationContext,
): { body: string; failure: string | undefined } {
  const masked = errors?.map((error) => maskError(error, requestId));
  const some = hasKeys(extensions);
  const failure = data === undefined ? masked?.[0]?.extensions?.code : undefined;
  return {
    body: stringifyAnswer({
      ...(masked !== undefined && masked.length > 0 ? { errors: masked } : {}),
      ...(data === undefined ? {} : { data }),
      ...(some ? { extensions } : {}),
    }),
    failure: typeof failure === 'string' ? failure : undefined,
  };
}

function hasKeys(object: object): boolean {
  for (const key in object) return key !== '';
  return false;
}

/** One listener for all requests: nothing is made for each. */
function checkPlugin(
  checks: readonly OperationCheck[],
  logger: Logger,
): ApolloServerPlugin<OperationContext> {
  const listener: GraphQLRequestListener<OperationContext> = {
    // eslint-disable-next-line @typescript-eslint/require-await -- a check refuses by throwing, here into a promise
    async didResolveOperation({ schema, document, operation, request, contextValue: context }) {
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
      const resolved = { schema, document, operation, variables: request.variables ?? {}, context };
      for (const check of checks) check(resolved);
    },
    // eslint-disable-next-line @typescript-eslint/require-await
    async didEncounterErrors({ errors, contextValue }: GraphQLRequestContext<OperationContext>) {
      for (const error of errors ?? []) {
        if (maskError(error.toJSON()).extensions?.code !== 'INTERNAL_SERVER_ERROR') continue;
        const { requestId } = contextValue;
        logger.error({ err: error.originalError ?? error, path: error.path, requestId }, 'masked error');
      }
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
