import { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../context.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import { createCompiledExecutor } from './executor.js';
import type { CompiledExecutor, SharingOptions } from './executor.js';
import type { SerializedData } from './serialized.js';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;

/** An operation on its way to the planner. */
export interface IncomingOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  /** Names the document and the operation in it. */
  readonly key: string;
  readonly schema: GraphQLSchema;
}

/** Runs an operation that has been parsed and validated, as the gateway's executor does when Apollo Server asks it. */
export type DirectExecutor = (incoming: IncomingOperation) => Promise<DirectAnswer>;

export interface DirectAnswer {
  readonly data?: SerializedData;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A gateway for Apollo Server, and a way past it. */
export interface RouterGateway extends GatewayInterface {
  readonly execute: DirectExecutor;
}

/** What is left of an operation for one caller. */
export interface PermittedOperation {
  /** The document without what the caller may not see; `null` when nothing is left of it. */
  readonly planned: DocumentNode | null;
  /** Names the permitted part: the same key, the same `planned`, for a given incoming key. */
  readonly key: string;
  /** Sent with the answer: one for each field taken away, at its path. */
  readonly errors: readonly GraphQLError[];
}

export interface GatewayOptions {
  /** Without authorization directives. */
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  /** Reads our context out of Apollo Server's `contextValue`. Default: it is one. */
  readonly contextOf?: (contextValue: unknown) => RequestContext;
  /** Takes away what the caller may not see. `undefined`: nothing is taken away. */
  readonly permit?: (incoming: IncomingOperation) => PermittedOperation | undefined;
  readonly programCacheSize?: number;
  /** What the compiled execution shares between requests in flight at the same time. Default: nothing. */
  readonly sharing?: SharingOptions;
}

/**
 * An Apollo gateway whose schema life cycle and query planner are `ApolloGateway`'s own. Our executor runs its plans.
 */
export function createGateway(options: GatewayOptions): RouterGateway {
  const contextOf = options.contextOf ?? ((value: unknown) => value as RequestContext);
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraphSdl,
    // Its own executor is never asked, so it fetches nothing.
    buildService: () => ({ process: () => Promise.reject(new Error('The gateway fetches nothing.')) }),
    // Ours to choose: the default shows plans to whoever sends a header unless NODE_ENV says production.
    __exposeQueryPlanExperimental: false,
  });
  let compiled: CompiledExecutor | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    compiled = createCompiledExecutor({
      schema: apiSchema,
      supergraphSdl: coreSupergraphSdl,
      transport: options.transport,
      ...plannerOf(gateway),
      ...(options.sharing !== undefined && { sharing: options.sharing }),
      ...(options.programCacheSize !== undefined && { programCacheSize: options.programCacheSize }),
    });
  });
  const execute = directExecutor(() => compiled, options.permit);
  return {
    execute,
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (config) => {
      await gateway.load(config);
      return { executor: gatewayExecutor(execute, contextOf) };
    },
  };
}

/**
 * The gateway's own planner, built just before it announces a schema, so that no second one is. `__testing` is the
 * one public way to it: if a version lacks it, a planner is built from the same supergraph.
 */
function plannerOf(gateway: ApolloGateway): { planner?: QueryPlanner } {
  const { queryPlanner } = gateway.__testing();
  return queryPlanner instanceof QueryPlanner ? { planner: queryPlanner } : {};
}

/** The latest schema's executor is asked for at every request. */
function directExecutor(
  current: () => CompiledExecutor | undefined,
  permit: GatewayOptions['permit'],
): DirectExecutor {
  return async (incoming) => {
    const executor = current();
    if (executor === undefined) throw new Error('The gateway has no schema yet.');
    const { document, operation, variables, context, key } = incoming;
    const permitted = permit?.(incoming);
    const request = { document, operationName: operation.name?.value, variables, context };
    if (permitted === undefined) return executor.execute({ ...request, cacheKey: key });
    const cacheKey = `${key}:${permitted.key}`;
    const answer = await executor.execute({ ...request, planned: permitted.planned, cacheKey });
    // Nothing was executed: the request is at fault, and nothing was taken from its answer.
    if (answer.data === undefined) return answer;
    const errors = [...permitted.errors, ...(answer.errors ?? [])];
    return { ...answer, ...(errors.length > 0 && { errors }) };
  };
}

/** Our executor in the place of `ApolloGateway`'s. */
function gatewayExecutor(
  execute: DirectExecutor,
  contextOf: (contextValue: unknown) => RequestContext,
): GatewayExecutor {
  return async ({ document, operation, request, schema, queryHash, context }) => {
    const { variables = {}, operationName } = request;
    const key = operationKey(queryHash, operationName);
    const answer = await execute({
      document,
      operation,
      variables,
      context: contextOf(context),
      key,
      schema,
    });
    // SerializedData stands for the object it is the JSON of; see serialized.ts.
    return answer as Awaited<ReturnType<GatewayExecutor>>;
  };
}

/** Names a document and the operation in it. */
export function operationKey(queryHash: string, operationName: string | undefined): string {
  return `${queryHash}:${operationName ?? ''}`;
}
