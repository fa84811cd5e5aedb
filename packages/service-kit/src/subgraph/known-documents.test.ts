import { randomBytes } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { parse } from 'graphql';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caller } from '../envelope/caller.js';
import { parseKeyRings } from '../envelope/key-rings.js';
import { createEnvelopeSigner, ENVELOPE_HEADER } from '../envelope/signer.js';
import { createEnvelopeVerifier } from '../envelope/verifier.js';
import { badUserInput } from '../errors.js';
import { createLogger } from '../logger.js';
import type { RequestLogger } from './request-logger.js';
import { createSubgraphServer } from './server.js';

const key = `k1:${randomBytes(32).toString('base64url')}`;
const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated"])
  type Query {
    who: String
    mine: String @authenticated
    must: String!
    breaks: String
    refuses: String
    echo(text: String, list: [Int!]): String
    thing: Thing
    slow: String
  }
  type Mutation { count: Int }
  type Subscription { ticks: Int }
  type Thing @key(fields: "id") { id: ID! must: String! }
`);

interface Context {
  readonly caller: Caller;
  readonly logger: RequestLogger;
}

const broken = () => {
  throw new Error('E11000 duplicate key on db.example:27017');
};

let server: FastifyInstance;
let url: string;
let registry: Registry;
let log: string[];
let mutations: number;

beforeEach(async () => {
  [registry, log, mutations] = [new Registry(), [], 0];
  const resolvers = {
    Query: {
      who: (_: unknown, __: unknown, { caller }: Context) => caller.subject ?? null,
      mine: () => 'mine',
      must: broken,
      breaks: broken,
      refuses: () => {
        throw badUserInput('Give a smaller number.');
      },
      echo: (_: unknown, args: object) => JSON.stringify(args),
      thing: () => ({ id: '1', must: null }),
      slow: () => new Promise((resolve) => setImmediate(() => resolve('slow'))),
    },
    Mutation: { count: () => void (mutations += 1) },
    Thing: { __resolveReference: ({ id }: { id: string }) => ({ id, must: 'must' }) },
  };
  server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({ audience: 'test', rings: parseKeyRings(`router=${key}`) }),
    logger: createLogger({ service: 'test', level: 'info' }, { write: (line) => void log.push(line) }),
    registry,
    createContext: (caller, logger) => ({ caller, logger }),
  });
  url = `${await server.listen({ host: '127.0.0.1', port: 0 })}/graphql`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

async function send(body: unknown, subject?: string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const envelope = createEnvelopeSigner({ issuer: 'router', rings: parseKeyRings(`test=${key}`) }).sign({
    audience: 'test',
    body: text,
    caller: { subject, scopes: new Set() },
    requestId: 'r-42',
  });
  const headers = { 'content-type': 'application/json', [ENVELOPE_HEADER]: envelope };
  const answer = await fetch(url, { method: 'POST', headers, body: text });
  const answered = [...answer.headers].filter(([name]) => name !== 'date');
  return { status: answer.status, headers: answered, payload: await answer.text() };
}

/**
 * Everything that a request leaves behind, without times. Of each stack only the first frame, because the others differ
 * with the promises that are pending.
 */
async function observe(body: unknown, subject?: string) {
  log.length = 0;
  registry.resetMetrics();
  const response = await send(body, subject);
  // A request is counted when its answer has left.
  await expect.poll(() => registry.metrics()).toMatch(/^subgraph_request_seconds_count.* 1$/m);
  const metrics = (await registry.metrics()).replaceAll(/^subgraph_request_seconds_(sum|bucket).*\n/gm, '');
  const lines = log.map((line) => ({
    ...(JSON.parse(line.replaceAll(/(\\n +at [^"\\]*)(?:\\n +at [^"\\]*)+/g, '$1')) as object),
    time: '',
  }));
  return { response, metrics, lines };
}

const entities = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id must } } }';
const thing = { __typename: 'Thing', id: '1' };

describe('a repeated request gets the same answer, with the same headers, metrics and log:', () => {
  it.each<[string, unknown, string?]>([
    ['data', { query: '{ who slow }' }, 'ada'],
    ['aliases and __typename', { query: '{ __typename a: who b: who }' }, 'ada'],
    ['variables', { query: 'query ($t: String) { echo(text: $t) }', variables: { t: 'ä"\n' } }],
    ['variables that are null', { query: 'query ($t: String) { echo(text: $t) }', variables: null }],
    ['a named operation', { query: 'query A { who } query B { slow }', operationName: 'B' }],
    ['an operation name that is null', { query: '{ who }', operationName: null }],
    ['an empty operation name', { query: '{ who }', operationName: '' }],
    ['an unknown operation', { query: 'query A { who }', operationName: 'B' }],
    ['several operations without a name', { query: 'query A { who } query B { slow }' }],
    ['an operation name that is a number', { query: '{ who }', operationName: 1 }],
    ['a masked error', { query: '{ who breaks }' }],
    ['several masked errors', { query: '{ a: breaks b: breaks refuses }' }],
    ['a masked error without data', { query: '{ who must }' }],
    ['a null that cannot be', { query: '{ thing { id must } }' }],
    ["a user's error", { query: '{ refuses }' }],
    ['a refusal', { query: '{ mine who }' }],
    [
      'a variable of a wrong type',
      { query: 'query ($l: [Int!]) { echo(list: $l) }', variables: { l: ['x'] } },
    ],
    ['a variable that is missing', { query: 'query ($l: [Int!]!) { echo(list: $l) }' }],
    ['several wrong variables', { query: 'query ($a: Int!, $b: Int!) { echo(list: [$a, $b]) }' }],
    ['variables that are a list', { query: '{ who }', variables: [] }],
    ['variables that are text', { query: '{ who }', variables: '{}' }],
    ['extensions', { query: '{ who }', extensions: { a: 1 } }],
    ['extensions that are text', { query: '{ who }', extensions: '{}' }],
    [
      'a persisted query',
      { query: '{ who }', extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ],
    [
      'another version of persisted queries',
      { query: '{ who }', extensions: { persistedQuery: { version: 2 } } },
    ],
    ['a mutation', { query: 'mutation { count }' }],
    ['a subscription', { query: 'subscription { ticks }' }],
    ['entities', { query: entities, variables: { r: [thing] } }],
    ['an unknown entity', { query: entities, variables: { r: [{ ...thing, __typename: 'X' }] } }],
    ['too many entities', { query: entities, variables: { r: Array.from({ length: 5_001 }, () => thing) } }],
    ['the schema', { query: '{ _service { sdl } }' }],
    ['introspection', { query: '{ __schema { queryType { name } } }' }],
    ['a deferred fragment', { query: '{ ... @defer { who } }' }],
    ['a syntax error', { query: '{ who' }],
    ['an unknown field', { query: '{ whoo }' }],
    ['an empty query', { query: '' }],
    ['a query that is a number', { query: 1 }],
    ['no query', { variables: {} }],
    ['a batch', [{ query: '{ who }' }]],
    ['text', '"{ who }"'],
    ['no JSON', '{ who }'],
  ])('%s', async (_name, body, subject) => {
    const first = await observe(body, subject);
    expect(await observe(body, subject)).toEqual(first);
    // Each caller has their own context.
    if (subject !== undefined) {
      expect((await send(body)).payload).toBe(first.response.payload.replaceAll(`"${subject}"`, 'null'));
    }
  });
});

describe('a document that Apollo Server has accepted', () => {
  it('is executed without its pipeline', async () => {
    const pipeline = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
    for (const variables of [{ t: 'a' }, { t: 'b' }, undefined]) {
      const { payload } = await send({ query: 'query ($t: String) { echo(text: $t) }', variables });
      expect(JSON.parse(payload)).toEqual({
        data: { echo: JSON.stringify(variables ? { text: variables.t } : {}) },
      });
    }
    expect(pipeline).toHaveBeenCalledOnce();
  });

  it('is executed once for each request', async () => {
    for (let sent = 1; sent <= 3; sent += 1) {
      await send({ query: 'mutation { count }' });
      expect(mutations).toBe(sent);
    }
  });

  it('is forgotten when others fill the memory', async () => {
    const pipeline = vi.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
    await send({ query: '{ who }' });
    for (let other = 0; other < 26; other += 1)
      await send({ query: `{ who } #${other}${' '.repeat(10_000)}` });
    await send({ query: '{ who }' });
    expect(pipeline).toHaveBeenCalledTimes(28);
  });
});
