import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { DocumentNode } from 'graphql';
import type { RequestContext } from '../../context.js';
import type { SubgraphTransport } from '../../subgraphs/transport.js';
import { BARE_KEY } from '../bare-objects.js';
import { failureToError, isRecord, readFaults } from '../faults.js';
import { operationParts } from '../operation.js';
import { PLANNER_CONFIG } from '../planner.js';
import { askTypes } from './ask-types.js';
import { BARE_ID_KEY, askOfBareObjects } from './bare-objects.js';
import { withEntity } from './failed-entity.js';
import { reserveAliases } from './reserved-aliases.js';
import type { ReservedAliases } from './reserved-aliases.js';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type GatewayRequest = Parameters<GatewayExecutor>[0];
type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

/**
 * `ApolloGateway` with its own executor, over the same transport and with the same errors as ours. Its known faults
 * with clients' aliases, bare objects and unknown types are avoided, so that the comparison shows others.
 */
export function createStockGateway(supergraphSdl: string, transport: SubgraphTransport): GatewayInterface {
  const gateway = new ApolloGateway({
    supergraphSdl,
    queryPlannerConfig: PLANNER_CONFIG,
    buildService: ({ name }) => ({ process: (options) => send(name, transport, options) }),
  });
  const aliases = reserveAliases(supergraphSdl);
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: (request) => execute(request, executor, aliases) };
    },
  };
}

async function execute(
  request: GatewayRequest,
  executor: GatewayExecutor,
  aliases: ReservedAliases,
): ReturnType<GatewayExecutor> {
  const document: DocumentNode = askTypes(
    askOfBareObjects(aliases.rename(request.document), request.schema),
    request.schema,
  );
  const { clientPath } = aliases;
  if (document === request.document) return executor(request);
  const operation = operationParts(document, request.operationName ?? undefined)?.definition;
  if (operation === undefined) throw new Error('The document has no such operation.');
  const answer = await executor({ ...request, document, operation });
  const errors = answer.errors?.map((error) =>
    error instanceof GraphQLError && error.path !== undefined
      ? new GraphQLError(error.message, {
          ...error.toJSON(),
          path: clientPath(error.path),
          originalError: error,
        })
      : error,
  );
  return {
    ...answer,
    ...(answer.data === undefined ? {} : { data: restore(answer.data, clientPath) as typeof answer.data }),
    ...(errors === undefined ? {} : { errors }),
  };
}

function restore(value: unknown, clientPath: ReservedAliases['clientPath']): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => restore(item, clientPath));
  if (!isRecord(value)) return value;
  const restored = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value)) {
    if (key === BARE_KEY || key === BARE_ID_KEY) continue;
    restored[String(clientPath([key])[0])] = restore(inner, clientPath);
  }
  return restored;
}

async function send(
  subgraph: string,
  transport: SubgraphTransport,
  { request, context }: ProcessOptions,
): Promise<ProcessResult> {
  const { query, variables, operationName } = request;
  try {
    const answer = await transport.send({
      subgraph,
      body: JSON.stringify({ query, variables, operationName }),
      operation: query?.startsWith('mutation') === true ? 'mutation' : 'query',
      context: context as RequestContext,
    });
    const errors = readFaults(answer.errors, subgraph).map((fault) =>
      withEntity(fault, variables?.representations),
    );
    return {
      data: isRecord(answer.data) ? withoutEchoes(answer.data, variables?.representations) : null,
      ...(errors.length > 0 && { errors }),
    };
  } catch (error) {
    throw failureToError(error, subgraph);
  }
}

/**
 * The representations of entities without a requested `__typename`. The type is known; and where it is an interface's
 * name, for a subgraph with an `@interfaceObject`, Apollo's executor would overwrite the entity's real type with it.
 */
function withoutEchoes(data: Record<string, unknown>, representations: unknown): Record<string, unknown> {
  const { _entities: entities } = data;
  if (!Array.isArray(entities) || !Array.isArray(representations)) return data;
  const withoutEcho = (entity: unknown, index: number): unknown => {
    const asked: unknown = representations[index];
    const isEcho = isRecord(entity) && isRecord(asked) && entity.__typename === asked.__typename;
    return isEcho ? { ...entity, __typename: undefined } : entity;
  };
  return { ...data, _entities: entities.map(withoutEcho) };
}
