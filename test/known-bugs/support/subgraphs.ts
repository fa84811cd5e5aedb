import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, execute, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { KnownBug } from './case.js';
import { DataSource, keysOf } from './data.js';
import type { Item } from './data.js';

/** The running subgraphs of a case. */
export interface CaseSubgraphs {
  readonly supergraphSdl: string;
  close(): Promise<void>;
}

interface GraphQLRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Serves all subgraphs of a case on one port, each at a path of its own, and composes them. */
export async function startSubgraphs({ name, subgraphs, data }: KnownBug): Promise<CaseSubgraphs> {
  const source = new DataSource(data);
  const schemas = new Map(subgraphs.map((subgraph) => [`/${subgraph.name}`, schemaOf(subgraph.sdl, source)]));
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const schema = schemas.get(request.url ?? '');
      if (schema === undefined) return response.writeHead(404).end();
      const result = await answer(schema, source, JSON.parse(body) as GraphQLRequest);
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const composed = composeServices(
    subgraphs.map((subgraph) => ({
      name: subgraph.name,
      url: `http://127.0.0.1:${port}/${subgraph.name}`,
      typeDefs: parse(subgraph.sdl),
    })),
  );
  if (composed.errors !== undefined) {
    await close();
    throw new Error(`${name} does not compose: ${composed.errors.map(({ message }) => message).join('\n')}`);
  }
  return { supergraphSdl: composed.supergraphSdl, close };
}

async function answer(
  schema: GraphQLSchema,
  source: DataSource,
  request: GraphQLRequest,
): Promise<ExecutionResult> {
  const document = parse(request.query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  return execute({
    schema,
    document,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? null,
    rootValue: source.root(operationType(document)),
    fieldResolver: (item: Item, args, _context, info) =>
      source.resolve(item, args as Record<string, unknown>, info),
    typeResolver: (item) => (item as Item).__typename,
  });
}

function operationType(document: DocumentNode): 'Mutation' | 'Query' {
  return getOperationAST(document)?.operation.valueOf() === 'mutation' ? 'Mutation' : 'Query';
}

function schemaOf(sdl: string, source: DataSource): GraphQLSchema {
  const typeDefs = parse(sdl);
  const resolvers: Record<string, { __resolveReference: (sent: Record<string, unknown>) => Item | null }> =
    {};
  for (const typename of entitiesOf(typeDefs)) {
    resolvers[typename] = {
      __resolveReference: (sent) => source.find(typename, keysOf(schema, typename), sent),
    };
  }
  const schema = buildSubgraphSchema({ typeDefs, resolvers });
  return schema;
}

function entitiesOf({ definitions }: DocumentNode): readonly string[] {
  const names = definitions.flatMap((node) => {
    const isType =
      node.kind === Kind.OBJECT_TYPE_DEFINITION ||
      node.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      node.kind === Kind.OBJECT_TYPE_EXTENSION;
    return isType && node.directives?.some(({ name }) => name.value === 'key') === true
      ? [node.name.value]
      : [];
  });
  return [...new Set(names)];
}
