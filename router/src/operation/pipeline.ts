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
import type { GraphQLFormattedError } from 'graphql';
import { maskError } from '../errors/mask.js';
import type { GraphQLParameters } from '../http/request.js';
import type { Admission } from '../limits/admission.js';
import type { DocumentResolver } from '../trusted/resolve.js';
import { writeBody } from './answer-body.js';
import type { OperationCheck, ResolvedOperation } from './check.js';
import type { OperationContext } from './context.js';
import { createDocumentStore } from './document-store.js';
import { readRefusal, refuse } from './refuse.js';

/** An operation's answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** JSON, in UTF-8. */
  readonly body: string | Buffer;
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

/** A client learns nothing from the sixth error, and the search for it costs. */
const MAX_ERRORS = 5;

/** Beside data each error tells which part is missing; a subgraph may report as many as it likes. */
const MAX_PARTIAL_ERRORS = 100;

/**
 * Apollo Server runs each operation: parse, validate, check, plan, execute. The HTTP around it is ours, for the
 * specification's sake and so that an answer is written once.
 */
export async function createPipeline(options: PipelineOptions): Promise<Pipeline> {
  const { gateway, logger, resolve, admit } = options;
  const apollo = new ApolloServer<OperationContext>({
    gateway,
    logger: quiet(logger),
    introspection: options.introspection,
    documentStore: createDocumentStore(),
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: options.maxSelections,
    parseOptions: { maxTokens: options.maxTokens },
    // graphql-js adds one of its own to say that it stopped.
    validationOptions: { maxErrors: MAX_ERRORS - 1 },
    csrfPrevention: false,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginCacheControlDisabled(), checkPlugin(options)],
  });
  await apollo.start();
  return {
    async answer(sent, context) {
      let parameters;
      try {
        parameters = resolve(sent, context.requestId);
        if (parameters.query !== undefined) admit(parameters.query);
      } catch (error) {
        return answerRefusal(error, context);
      }
      const response = await apollo.executeOperation(toRequest(parameters), { contextValue: context });
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
  const { status, headers } = readRefusal(error);
  return { status, headers, ...writeAnswer(undefined, [error.toJSON()], context) };
}

function writeAnswer(
  data: unknown,
  errors: readonly GraphQLFormattedError[] | undefined,
  { extensions, requestId }: OperationContext,
): Pick<Answer, 'body' | 'failure'> {
  const told = errors?.slice(0, data === undefined ? MAX_ERRORS : MAX_PARTIAL_ERRORS);
  const masked = told?.map((error) => maskError(error, requestId));
  const some = hasKeys(extensions);
  const failure = data === undefined ? masked?.[0]?.extensions?.code : undefined;
  return {
    body: writeBody({
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
function checkPlugin({ checks, limit, logger }: PipelineOptions): ApolloServerPlugin<OperationContext> {
  const listener: GraphQLRequestListener<OperationContext> = {
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
      await limit?.(resolved);
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
