import { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../context.js';
import { createPlanStore } from '../operation/plan-store.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import { createCompiledExecutor } from './executor.js';
import type { CompiledExecutor, SharingOptions } from './executor.js';
import { TransportDataSource } from './transport-data-source.js';

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
  readonly execution: 'compiled' | 'apollo';
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
 * An Apollo gateway whose schema life cycle and query planner are `ApolloGateway`'s own. With
 * `execution: 'compiled'` our executor runs its plans; with `'apollo'` the stock one does, over the same transport.
 */
export function createGateway(options: GatewayOptions): GatewayInterface {
  const contextOf = options.contextOf ?? ((value: unknown) => value as RequestContext);
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraphSdl,
    buildService: ({ name }) => new TransportDataSource(name, options.transport, contextOf),
    queryPlannerConfig: { cache: createPlanStore() },
    // Ours to choose: the default shows plans to whoever sends a header unless NODE_ENV says production.
    __exposeQueryPlanExperimental: false,
  });
  let compiled: CompiledExecutor | undefined;
  if (options.execution === 'compiled') {
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
  }
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (config) => {
      const { executor } = await gateway.load(config);
      return {
        executor: compiled === undefined ? executor : compiledExecutor(() => compiled, options, contextOf),
      };
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

/** Our executor in the place of `ApolloGateway`'s. The latest schema's is asked for at every request. */
function compiledExecutor(
  current: () => CompiledExecutor | undefined,
  options: GatewayOptions,
  contextOf: (contextValue: unknown) => RequestContext,
): GatewayExecutor {
  return async (requestContext) => {
    const executor = current();
    if (executor === undefined) throw new Error('The gateway has no schema yet.');
    const { document, operation, request, schema } = requestContext;
    const context = contextOf(requestContext.context);
    const variables = request.variables ?? {};
    const key = `${requestContext.queryHash}:${request.operationName ?? ''}`;
    const permitted = options.permit?.({ document, operation, variables, context, key, schema });
    const answer = await executor.execute({
      document,
      ...(permitted !== undefined && { planned: permitted.planned }),
      operationName: request.operationName,
      variables,
      context,
      cacheKey: permitted === undefined ? key : `${key}:${permitted.key}`,
    });
    const errors = [...(permitted?.errors ?? []), ...(answer.errors ?? [])];
    return {
      // SerializedData stands for the object it is the JSON of; see serialized.ts.
      ...(answer.data !== undefined && { data: answer.data as unknown as Record<string, unknown> }),
      ...(errors.length > 0 && { errors }),
      ...(answer.extensions !== undefined && { extensions: answer.extensions }),
    };
  };
}
