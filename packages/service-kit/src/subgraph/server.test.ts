import { randomBytes } from 'node:crypto';
import { parse } from 'graphql';
import mongoose from 'mongoose';
import { Registry } from 'prom-client';
import { describe, expect, it, vi } from 'vitest';
import type { Caller } from '../envelope/caller.js';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';
import { createEnvelopeVerifier } from '../envelope/verifier.js';
import { badUserInput } from '../errors.js';
import { createLogger } from '../logger.js';
import type { RequestLogger } from './request-logger.js';
import { readReferenceId } from './references.js';
import { createSubgraphServer } from './server.js';

const key = `k1:${randomBytes(32).toString('base64url')}`;
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@authenticated", "@requiresScopes", "@inaccessible"])
  type Query {
    who: String
    mine: String @authenticated
    staff: String @requiresScopes(scopes: [["read", "write"], ["admin"]])
    secret: Secret
    internal: String @inaccessible
    other: String @inaccessible
    breaks: String
    reads: String
    refuses: String
    takes(id: ID!): String
    thing: Thing
  }
  type Secret @authenticated { value: String }
  interface Named { id: ID! }
  type Thing implements Named @key(fields: "id") { id: ID! hidden: String @authenticated }
`);

interface Context {
  readonly caller: Caller;
  readonly logger: RequestLogger;
}

const resolvers = {
  Query: {
    who: (_: unknown, __: unknown, { caller }: Context) => `${caller.service}/${caller.subject ?? 'nobody'}`,
    mine: () => 'mine',
    staff: () => 'staff',
    secret: () => ({ value: 'secret' }),
    internal: () => 'internal',
    other: () => 'other',
    breaks: () => {
      throw new Error('E11000 duplicate key on db.example:27017');
    },
    reads: async () => {
      // Port 1 refuses connections.
      const options = { serverSelectionTimeoutMS: 50 };
      await mongoose.createConnection('mongodb://127.0.0.1:1/shop', options).asPromise();
    },
    refuses: () => {
      throw badUserInput('Give a smaller number.');
    },
  },
  Thing: {
    __resolveReference: (reference: Record<string, unknown>) => ({
      id: readReferenceId('Thing', reference),
      hidden: 'hidden',
    }),
  },
};

async function start() {
  const log: string[] = [];
  const logger = createLogger({ service: 'test', level: 'info' }, { write: (line) => void log.push(line) });
  const envelope = createEnvelopeVerifier({
    audience: 'test',
    rings: parseKeyRings(`router=${key},orders=${key},users=${key},reviews=${key}`),
  });
  const createContext = (caller: Caller, requestLogger: RequestLogger) => ({ caller, logger: requestLogger });
  const registry = new Registry();
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope,
    serviceCalls: { orders: ['internal'], users: ['other'] },
    logger,
    registry,
    createContext,
  });
  return { server, registry, log };
}

async function ask(
  query: string,
  as: { subject?: string; scopes?: string[]; service?: string } = {},
  variables: object = {},
) {
  const { server, registry, log } = await start();
  const body = JSON.stringify({ query, variables });
  const signer = createEnvelopeSigner({
    issuer: as.service ?? 'router',
    rings: parseKeyRings(`test=${key}`),
  });
  const caller = { subject: as.subject, scopes: new Set(as.scopes) };
  const envelope = signer.sign({ audience: 'test', body, caller, requestId: 'r-42' });
  const traceparent = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
  const headers = { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope, traceparent };
  const answer = await server.inject({ method: 'POST', url: '/graphql', headers, body });
  await server.close();
  return {
    status: answer.statusCode,
    registry,
    log,
    ...answer.json<{ data?: unknown; errors?: { message: string; extensions: { code: string } }[] }>(),
  };
}

describe('a refused authorization', () => {
  const events = (log: readonly string[]) =>
    log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ stream }) => stream === 'security');

  it('is one line of the security log, without what was sent', async () => {
    const refused = await ask('{ alias: staff staff }', { subject: 'ada', scopes: ['read'] });
    expect(events(refused.log)).toMatchObject([
      { msg: 'authorization refused', by: 'ada', reason: 'router asked for staff', requestId: 'r-42' },
    ]);
    expect(refused.log.join('')).not.toContain('alias');
    const overstepping = await ask('{ other }', { service: 'orders' });
    expect(events(overstepping.log)).toMatchObject([{ reason: 'orders asked for other' }]);
  });

  it('is none where a caller gets what they ask for, or asks for what cannot be', async () => {
    const asked = await ask('{ who refuses breaks }', { subject: 'ada' });
    expect(events(asked.log)).toEqual([]);
  });
});

describe('a subgraph', () => {
  it('takes the caller from the envelope', async () => {
    expect(await ask('{ who }', { subject: 'ada' })).toMatchObject({
      status: 200,
      data: { who: 'router/ada' },
    });
  });

  it.each(['{ who }', '{ _service { sdl } }', '{ _entities(representations: []) { __typename } }'])(
    'refuses %s without an envelope',
    async (query) => {
      const { server } = await start();
      const headers = { 'content-type': 'application/json', 'x-user-id': 'ada', authorization: 'Bearer x' };
      const answer = await server.inject({ method: 'POST', url: '/graphql', headers, body: { query } });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).not.toHaveProperty('data');
      await server.close();
    },
  );

  it.each([
    ['{ mine }', {}, 'UNAUTHENTICATED'],
    ['{ secret { value } }', {}, 'UNAUTHENTICATED'],
    ['{ staff }', { subject: 'ada', scopes: ['read'] }, 'FORBIDDEN'],
    ['{ internal }', { subject: 'ada', scopes: ['read', 'write', 'admin'] }, 'FORBIDDEN'],
    ['{ internal }', { service: 'users' }, 'FORBIDDEN'],
    ['{ other }', { service: 'orders' }, 'FORBIDDEN'],
    ['{ who }', { service: 'orders' }, 'FORBIDDEN'],
    ['{ internal }', { service: 'reviews' }, 'FORBIDDEN'],
    ['{ _service { sdl } }', { service: 'orders' }, 'FORBIDDEN'],
    ['{ _entities(representations: []) { __typename } }', { service: 'orders' }, 'FORBIDDEN'],
    [
      '{ _entities(representations: [{ __typename: "Thing", id: "1" }]) { ... on Thing { hidden } } }',
      {},
      'UNAUTHENTICATED',
    ],
  ])('refuses %s to %o', async (query, as, code) => {
    const { errors } = await ask(query, as);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it.each([
    ['{ mine }', { subject: 'ada' }, { mine: 'mine' }],
    ['{ staff }', { subject: 'ada', scopes: ['read', 'write'] }, { staff: 'staff' }],
    ['{ staff }', { subject: 'ada', scopes: ['admin'] }, { staff: 'staff' }],
    ['{ internal }', { service: 'orders' }, { internal: 'internal' }],
    ['{ other }', { service: 'users' }, { other: 'other' }],
  ])('answers %s to %o', async (query, as, data) => {
    expect(await ask(query, as)).toMatchObject({ data });
  });

  const things = (representations: string) =>
    `{ _entities(representations: [${representations}]) { ... on Thing { id } } }`;
  it.each([
    ['an operator for an id', '{ __typename: "Thing", id: { ne: null } }', 'Thing is represented by its id'],
    ['a list of ids', '{ __typename: "Thing", id: ["1"] }', 'Thing is represented by its id'],
    ['a number', '{ __typename: "Thing", id: 1 }', 'Thing is represented by its id'],
    ['no id', '{ __typename: "Thing" }', 'Thing is represented by its id'],
    ['more than an id', '{ __typename: "Thing", id: "1", owner: "eve" }', 'Thing is represented by its id'],
    ['a type of the language', '{ __typename: "__proto__", id: "1" }', 'an entity of this subgraph'],
    ['a name of every object', '{ __typename: "constructor", id: "1" }', 'an entity of this subgraph'],
    ['a root type', '{ __typename: "Query", id: "1" }', 'an entity of this subgraph'],
    ['a type that is no entity', '{ __typename: "Secret", id: "1" }', 'an entity of this subgraph'],
    ['an interface without a key', '{ __typename: "Named", id: "1" }', 'an entity of this subgraph'],
    ['an unknown type', '{ __typename: "Passwords", id: "1" }', 'an entity of this subgraph'],
    ['a type that is no name', '{ __typename: 1, id: "1" }', 'an entity of this subgraph'],
    ['no type', '{ id: "1" }', 'an entity of this subgraph'],
    ['no object', '"Thing"', 'an entity of this subgraph'],
    ['ten thousand', '{ __typename: "Thing", id: "1" }'.repeat(10_000), 'at most 5000 representations'],
  ])('refuses representations with %s', async (_name, representations, message) => {
    const { errors, registry } = await ask(things(representations));
    expect(await registry.getSingleMetricAsString('graphql_unexpected_errors_total')).toMatch(/ 0$/m);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain(message);
  });

  it('resolves the representations that are right', async () => {
    expect(await ask(things('{ __typename: "Thing", id: "1" }'))).toMatchObject({
      data: { _entities: [{ id: '1' }] },
    });
  });

  it('hides what it did not expect, and counts it', async () => {
    const { errors, registry } = await ask('{ breaks }');
    expect(errors).toEqual([
      { message: 'Internal server error.', path: ['breaks'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    ]);
    expect(await registry.getSingleMetricAsString('graphql_unexpected_errors_total')).toMatch(/ 1$/m);
  });

  it('says that it is not available when its database does not answer', async () => {
    const { errors, registry, log } = await ask('{ reads }');
    expect(errors).toEqual([
      {
        message: 'The service does not reach its database: try again in a few seconds.',
        path: ['reads'],
        extensions: { code: 'SERVICE_UNAVAILABLE' },
      },
    ]);
    expect(await registry.getSingleMetricAsString('graphql_unexpected_errors_total')).toMatch(/ 0$/m);
    expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'the database does not answer',
    ]);
  });

  it('logs what it did not expect under the ids of the request and its trace', async () => {
    const { log } = await ask('{ breaks }');
    expect(log.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        msg: 'unexpected error',
        path: ['breaks'],
        requestId: 'r-42',
        traceId: 'ab'.repeat(16),
      }),
    ]);
  });

  it('counts and explains an envelope that is good by no clock near ours', async () => {
    const { server, registry, log } = await start();
    const body = JSON.stringify({ query: '{ who }' });
    const sign = createEnvelopeSigner({ issuer: 'router', rings: parseKeyRings(`test=${key}`) });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 90_000 });
    const caller = { subject: undefined, scopes: new Set<string>() };
    const envelope = sign.sign({ audience: 'test', body, caller, requestId: 'r' });
    vi.useRealTimers();
    const headers = { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope };
    const answer = await server.inject({ method: 'POST', url: '/graphql', headers, body });
    expect(answer.statusCode).toBe(401);
    expect(await registry.getSingleMetricAsString('envelope_refusals_total')).toContain('{reason="clock"} 1');
    expect(log.join('')).toMatch(/the clock of router is \d+ s ahead of ours/);
    await server.close();
  });

  it('tells what was written for the client', async () => {
    expect((await ask('{ refuses }')).errors).toMatchObject([
      { message: 'Give a smaller number.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it.each([
    ['{ takes', {}, 'GRAPHQL_PARSE_FAILED'],
    ['{ takes }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($id: ID!) { takes(id: $id) }', { id: { $ne: null } }, 'BAD_USER_INPUT'],
  ])('tells what is wrong with %s and %o', async (query, variables, code) => {
    const { errors, registry } = await ask(query, {}, variables);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await registry.getSingleMetricAsString('graphql_unexpected_errors_total')).toMatch(/ 0$/m);
  });

  it('suggests no names to those who guess', async () => {
    expect(JSON.stringify((await ask('{ whoo }')).errors)).not.toContain('Did you mean');
  });

  it('does not start with a declared call that clients can make as well', async () => {
    const options = {
      typeDefs,
      resolvers,
      envelope: createEnvelopeVerifier({ audience: 'test', rings: parseKeyRings(`router=${key}`) }),
      logger: createLogger({ service: 'test', level: 'silent' }),
      registry: new Registry(),
      createContext: (caller: Caller, logger: RequestLogger) => ({ caller, logger }),
    };
    await expect(createSubgraphServer({ ...options, serviceCalls: { orders: ['mine'] } })).rejects.toThrow(
      'mine is declared as a call of orders, but the schema has no @inaccessible root field mine',
    );
  });

  it('logs a few of a flood of bad envelopes, and counts them all', async () => {
    const { server, registry, log } = await start();
    const headers = { 'content-type': 'application/json', [ENVELOPE_HEADER]: 'forged' };
    for (let request = 0; request < 50; request += 1) {
      await server.inject({ method: 'POST', url: '/graphql', headers, body: { query: '{ who }' } });
    }
    await server.close();
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === 'envelope refused')).toHaveLength(10);
    expect(lines[0]).toMatchObject({ stream: 'security', reason: 'not an envelope', address: '127.0.0.1' });
    expect(await registry.getSingleMetricAsString('envelope_refusals_total')).toContain(
      '{reason="invalid"} 50',
    );
  });
});
