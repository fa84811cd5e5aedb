import { randomBytes, randomUUID } from 'node:crypto';
import {
  connectDatabase,
  createEnvelopeSigner,
  ENVELOPE_HEADER,
  parseKeyRings,
  readConfig,
} from '@supergraph/service-kit';
import type { FastifyInstance } from 'fastify';
import type { Connection } from 'mongoose';
import { Registry } from 'prom-client';
import { configSchema } from '../config.js';
import type { Faults } from '../domain/faults.js';
import { prepareImport } from '../import/writer.js';
import type { ImportRecord } from '../import/records.js';
import { createModels, type Models } from '../models/models.js';
import { createProductsSubgraph } from '../server.js';
import { logger } from './stock-on.js';

/** Who asks: a person through the router, or the orders service. */
export interface Asker {
  readonly scopes?: readonly string[];
  readonly service?: 'router' | 'orders';
}

export const staff: Asker = { scopes: ['catalog:write', 'inventory:read', 'inventory:write'] };
export const orders: Asker = { service: 'orders' };

/** An answer; its data has the shape that the test says it asked for. */
export interface Answer<Data = Record<string, unknown>> {
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: { readonly code: string };
  }[];
}

/** The room as it runs in production, but that requests are injected. */
export interface TestRoom {
  readonly server: FastifyInstance;
  readonly connection: Connection;
  readonly models: Models;
  ask<Data = Record<string, unknown>>(query: string, variables?: object, as?: Asker): Promise<Answer<Data>>;
  /** Runs something and says which database commands it took. */
  watch<Result>(run: () => Promise<Result>): Promise<{ result: Result; commands: string[] }>;
  import(records: readonly ImportRecord[]): Promise<void>;
  stop(): Promise<void>;
}

const secret = randomBytes(32).toString('base64url');
const rings = parseKeyRings(`products=k1:${secret}`);

export async function startRoom(uri: string, faults?: Faults): Promise<TestRoom> {
  const registry = new Registry();
  const config = readConfig(configSchema, {
    MONGODB_URI: uri,
    ENVELOPE_KEYS_IN: `router=k1:${secret},orders=k1:${secret}`,
    RECONCILE_EVERY_MS: '0',
  });
  const connection = await connectDatabase({ uri, logger, registry });
  const dependencies = { config, connection, logger, registry };
  const { server, stop } = await createProductsSubgraph(
    faults === undefined ? dependencies : { ...dependencies, faults },
  );
  return {
    server,
    connection,
    models: createModels(connection),
    ask: (query, variables, as) => ask(server, query, variables, as),
    watch: (run) => watch(connection, run),
    import: async (records) => (await prepareImport(connection))(records),
    async stop() {
      await server.close();
      await stop?.();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

async function ask<Data>(
  server: FastifyInstance,
  query: string,
  variables: object = {},
  { scopes, service = 'router' }: Asker = {},
): Promise<Answer<Data>> {
  const body = JSON.stringify({ query, variables });
  const envelope = createEnvelopeSigner({ issuer: service, rings }).sign({
    audience: 'products',
    body,
    caller: {
      subject: scopes === undefined ? undefined : 'somebody',
      scopes: new Set(scopes),
      address: undefined,
    },
    requestId: randomUUID(),
  });
  const response = await server.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope },
    payload: body,
  });
  return response.json();
}

async function watch<Result>(connection: Connection, run: () => Promise<Result>) {
  const commands: string[] = [];
  const note = ({ commandName, command }: { commandName: string; command: object }) => {
    const [target] = Object.values(command) as unknown[];
    commands.push(`${commandName} ${String(target)}`);
  };
  const client = connection.getClient();
  client.on('commandStarted', note);
  try {
    return { result: await run(), commands };
  } finally {
    client.off('commandStarted', note);
  }
}
