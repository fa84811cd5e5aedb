import type { ApolloServerOptionsWithGateway, BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { askOfBareObjects, BARE_KEY } from './bare-objects.js';
import { isRecord } from './faults.js';
import { operationParts } from './operation.js';
import { reserveAliases } from './reserved-aliases.js';
import type { ReservedAliases } from './reserved-aliases.js';

type GatewayInterface = ApolloServerOptionsWithGateway<BaseContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;
type GatewayRequest = Parameters<GatewayExecutor>[0];

/**
 * The stock executor reads keys and required fields by their names from data in which a client's aliases are:
 * `{ item { weight: id  price } }` has a price computed from the id. This runs such operations under other aliases,
 * and gives the answer the client's. Objects that may be bare are asked for as on the compiled executor.
 */
export function renameOnStockGateway(gateway: GatewayInterface, supergraphSdl: string): GatewayInterface {
  const aliases = reserveAliases(supergraphSdl);
  const renamed = new WeakMap<DocumentNode, DocumentNode>();
  const rename = (document: DocumentNode): DocumentNode => {
    const known = renamed.get(document);
    if (known !== undefined) return known;
    const fresh = askOfBareObjects(aliases.rename(document));
    renamed.set(document, fresh);
    return fresh;
  };
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    load: async (options) => {
      const { executor } = await gateway.load(options);
      return { executor: executor && ((request) => execute(request, executor, rename, aliases)) };
    },
  };
}

async function execute(
  request: GatewayRequest,
  executor: GatewayExecutor,
  rename: (document: DocumentNode) => DocumentNode,
  { clientPath }: ReservedAliases,
): ReturnType<GatewayExecutor> {
  const document = rename(request.document);
  if (document === request.document) return executor(request);
  const operation: OperationDefinitionNode = operationParts(
    document,
    request.operationName ?? undefined,
  ).definition;
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
    if (key === BARE_KEY) continue;
    restored[String(clientPath([key])[0])] = restore(inner, clientPath);
  }
  return restored;
}
