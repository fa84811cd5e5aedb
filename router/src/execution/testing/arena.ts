import { composeServices } from '@apollo/composition';
import { GraphQLError, Kind, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { RequestContext } from '../../context.js';
import type { SubgraphTransport } from '../../subgraphs/transport.js';
import { createGateway } from '../gateway.js';
import type { GatewayOptions } from '../gateway.js';
import { stringifyAnswer } from '../serialized.js';
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
  readonly flaws: readonly GraphQLError[];
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

export async function createContender(
  execution: 'compiled' | 'apollo',
  supergraphSdl: string,
  transport: SubgraphTransport,
  more: Partial<GatewayOptions> = {},
): Promise<Contender> {
  const gateway =
    execution === 'apollo'
      ? createStockGateway(supergraphSdl, transport)
      : createGateway({ supergraphSdl, transport, ...more });
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

function read(result: ExecutionResult): Answer {
  const text = stringifyAnswer({ data: result.data });
  const start = '{"data":'.length;
  return {
    data: result.data === undefined ? undefined : text.slice(start, -1),
    errors: (result.errors ?? []).map((error) =>
      error instanceof GraphQLError ? error : new GraphQLError((error as Error).message),
    ),
    flaws: (result.extensions?.valueCompletion ?? []) as readonly GraphQLError[],
  };
}
