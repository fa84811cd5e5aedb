import { composeServices } from '@apollo/composition';
import { GraphQLError, Kind, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../context.js';
import type { SubgraphTransport } from '../../subgraphs/transport.js';
import { openGraph } from '../../operation/graph.js';
import type { Graph, GraphOptions } from '../../operation/graph.js';
import { handle, isLate } from '../../operation/handle.js';
import { prepare } from '../../operation/prepare.js';
import { PreparedOperation } from '../../operation/prepared-operation.js';
import { openLocalPlanner } from '../../planning/local-planner.js';
import { SharedOperations } from '../../sharing/share-operations.js';
import { shareSubgraphQueries } from '../../sharing/share-subgraph-queries.js';
import { parseSupergraph } from '../../supergraph/load.js';
import type { GeneratedSubgraph } from './generate-subgraphs.js';
import { createStockGateway } from './stock.js';

/** One supergraph under one executor. */
export interface Contender {
  readonly schema: GraphQLSchema;
  /** @param context default: an anonymous caller's with a minute's time */
  execute(
    operation: { query: string; variables: Readonly<Record<string, unknown>> },
    context?: RequestContext,
  ): Promise<Answer>;
  stop(): Promise<void>;
}

export interface Answer {
  /** The `data`, as JSON text: the order of keys counts. */
  readonly data: string | undefined;
  readonly errors: readonly GraphQLError[];
  readonly valueCompletion: readonly GraphQLError[];
}

/** @returns `undefined` when the subgraphs do not compose */
export function compose(subgraphs: readonly GeneratedSubgraph[]): string | undefined {
  const result = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({ name, url: `http://${name}.test`, typeDefs: parse(typeDefs) })),
  );
  return result.errors === undefined ? result.supergraphSdl : undefined;
}

export function anonymousContext(signal: AbortSignal = new AbortController().signal): RequestContext {
  return {
    requestId: 'test',
    caller: { subject: undefined, scopes: new Set(), claims: {} },
    signal,
    deadline: performance.now() + 60_000,
  };
}

/** The options for sharing requests that are in flight at the same time. */
export interface SharingOptions {
  readonly subgraphQueries?: boolean;
  readonly operations?: boolean;
  readonly isPublicField?: (typeName: string, fieldName: string) => boolean;
}

/** Limits are not part of the comparison. */
const ANY: GraphOptions = {
  openPlanner: openLocalPlanner,
  structure: {
    depth: Infinity,
    selections: Infinity,
    aliases: Infinity,
    rootFields: Infinity,
    directives: Infinity,
    definitions: Infinity,
  },
  maxTokens: 1_000_000,
  cost: { cost: Infinity, listSize: Infinity, assumedListSize: 1 },
  introspection: true,
};

/** Runs operations through this router, without HTTP. */
export function openTestGraph(supergraphSdl: string, options: Partial<GraphOptions> = {}): Promise<Graph> {
  return openGraph(parseSupergraph(supergraphSdl), { ...ANY, ...options });
}

export async function createContender(
  execution: 'compiled' | 'apollo',
  supergraphSdl: string,
  transport: SubgraphTransport,
  { sharing = {} }: { readonly sharing?: SharingOptions } = {},
): Promise<Contender> {
  if (execution === 'apollo') return createStockContender(supergraphSdl, transport);
  const { isPublicField } = sharing;
  const graph = await openTestGraph(supergraphSdl, isPublicField && { isPublicField });
  return contenderOn(graph, transport, sharing);
}

/** Runs operations on a graph that may have other contenders, which then share its plans. */
export function contenderOn(
  graph: Graph,
  transport: SubgraphTransport,
  sharing: SharingOptions = {},
): Contender {
  const options = {
    transport: sharing.subgraphQueries === true ? shareSubgraphQueries(transport) : transport,
    shared: sharing.operations === true ? new SharedOperations(isLate) : undefined,
  };
  return {
    schema: graph.schema,
    stop: () => graph.close(),
    execute: async ({ query, variables }, context = anonymousContext()) => {
      const operation = prepare(graph, query, undefined);
      if (!(operation instanceof PreparedOperation)) throw new Error(String(operation.body));
      const operationContext = { ...context, safeMethod: false, wantsCost: false };
      const outcome = await handle(graph, operation, variables, operationContext, options);
      const { data, errors = [], valueCompletion = [] } = outcome;
      return { data: data?.json, errors, valueCompletion };
    },
  };
}

async function createStockContender(supergraphSdl: string, transport: SubgraphTransport): Promise<Contender> {
  const gateway = createStockGateway(supergraphSdl, transport);
  let schema: GraphQLSchema | undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => (schema = apiSchema));
  const { executor } = await gateway.load({ apollo: {} });
  const loaded = schema;
  if (executor === null || loaded === undefined) throw new Error('The gateway did not load.');
  return {
    schema: loaded,
    stop: () => gateway.stop(),
    execute: async ({ query, variables }, context = anonymousContext()) => {
      const document = validated(loaded, query);
      const operation = document.definitions.find(
        (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
      );
      const result = await executor({
        request: { query, variables },
        document,
        operation,
        operationName: null,
        queryHash: query,
        source: query,
        schema: loaded,
        context,
        metrics: {},
        logger: console,
      } as never);
      return read(result as ExecutionResult);
    },
  };
}

export function validated(schema: GraphQLSchema, query: string): DocumentNode {
  const document = parse(query);
  const [error] = validate(schema, document);
  if (error !== undefined) throw error;
  return document;
}

function read({ data, errors = [], extensions }: ExecutionResult): Answer {
  return {
    data: data === undefined ? undefined : JSON.stringify(data),
    errors: errors.map((error) =>
      error instanceof GraphQLError ? error : new GraphQLError((error as Error).message),
    ),
    valueCompletion: (extensions?.valueCompletion ?? []) as readonly GraphQLError[],
  };
}
