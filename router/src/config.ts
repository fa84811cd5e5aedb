import { resolve } from 'node:path';
import {
  commonVariables,
  flag,
  integer,
  parseKeyRings,
  port,
  readConfig,
  StartError,
  url,
  type Environment,
} from '@supergraph/service-kit';
import { z } from 'zod';

const MINUTE_S = 60;
const MIB = 1024 * 1024;

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

/** What the router reads from its environment. */
const variables = z.object({
  ...commonVariables,
  /** The port of the GraphQL endpoint, at `/graphql`. */
  PORT: port(4000),
  /** The composed supergraph. Default: the one committed with this router. */
  SUPERGRAPH_PATH: z.string().default(resolve(import.meta.dirname, '../../schema/supergraph.graphql')),
  /** Where subgraphs are, when not where the supergraph says: `products=http://…,orders=http://…`. */
  SUBGRAPH_URLS: z.string().transform(parsePairs).default(new Map()),
  /** The longest a subgraph may take for one answer, in milliseconds. */
  SUBGRAPH_TIMEOUT_MS: integer({ min: 1, max: 300_000, fallback: 10_000 }),
  /** The largest answer of a subgraph, in bytes. */
  SUBGRAPH_MAX_RESPONSE_BYTES: integer({ min: 1_024, max: 1_024 * MIB, fallback: 32 * MIB }),
  /** Connections to one subgraph. */
  SUBGRAPH_CONNECTIONS: integer({ min: 1, max: 10_000, fallback: 256 }),
  /** `compiled` runs query plans with our own executor, `apollo` with the stock one. */
  ROUTER_EXECUTION: z.enum(['compiled', 'apollo'], { error: 'must be compiled or apollo' }).default('compiled'),
  /** The token issuer's public keys. Unset, with JWT_ISSUER unset too: everyone is anonymous. */
  JWT_JWKS_URL: url('http:', 'https:').optional(),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  /** The signature algorithms accepted, asymmetric ones only. */
  JWT_ALGORITHMS: z
    .string()
    .default('RS256')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(algorithms, { error: `must be among ${algorithms.join(', ')}` })).min(1)),
  /** The `typ` an access token must have in its header; `any` accepts any. */
  JWT_TYP: z.string().default('at+jwt'),
  /** The oldest a token may be, in seconds. */
  JWT_MAX_AGE_S: integer({ min: 1, max: 7 * 24 * 3_600, fallback: 15 * MINUTE_S }),
  /** How far the issuer's clock and ours may be apart, in seconds. */
  JWT_LEEWAY_S: integer({ min: 0, max: 300, fallback: 60 }),
  /** Secrets that vouch for requests to subgraphs: `products=k1:SECRET,…`. Unset: no envelope is sent. */
  ENVELOPE_KEYS_OUT: z.string().optional(),
  /**
   * Must be set to start with a supergraph that says who may see what, and no token issuer: nobody can be
   * anyone then, and what is protected is closed to all.
   */
  ALLOW_NO_ISSUER: flag(false),
  /** Web origins that may call from a browser, with commas. Default: none; Apollo Sandbox in development. */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .optional(),
  /** Whether the schema can be asked for. Default: in development only. */
  INTROSPECTION: switchable(),
  /** Whether `GET /` shows an explorer. Default: in development only. */
  EXPLORER: switchable(),
  /** The longest a client's operation may take, in milliseconds. */
  REQUEST_TIMEOUT_MS: integer({ min: 1, max: 600_000, fallback: 30_000 }),
  /** The largest request body, in bytes. */
  MAX_BODY_BYTES: integer({ min: 1_024, max: 100 * MIB, fallback: 256 * 1024 }),
  /** Operations at work at once; one more is answered 503. */
  MAX_CONCURRENT_OPERATIONS: integer({ min: 1, max: 1_000_000, fallback: 1_000 }),
});

type Variables = z.infer<typeof variables>;

/** The router's configuration. */
export type RouterConfig = ReturnType<typeof derive>;

/** @throws StartError that names each bad variable and what it takes */
export function readRouterConfig(environment?: Environment): RouterConfig {
  return derive(readConfig(variables, environment));
}

function derive(read: Variables) {
  const development = read.NODE_ENV === 'development';
  return {
    ...read,
    development,
    introspection: read.INTROSPECTION ?? development,
    explorer: read.EXPLORER ?? development,
    corsOrigins: read.CORS_ORIGINS ?? (development ? sandboxOrigins : []),
    token: readTokenRules(read),
    envelopeKeys: read.ENVELOPE_KEYS_OUT === undefined ? undefined : parseKeyRings(read.ENVELOPE_KEYS_OUT),
  };
}

/** `true`, `false`, or unset: whatever the rest of the configuration suggests. */
function switchable() {
  return z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .optional();
}

/** Where Apollo Sandbox runs. */
const sandboxOrigins = ['https://studio.apollographql.com', 'https://sandbox.embed.apollographql.com'];

function readTokenRules(read: Variables) {
  const { JWT_JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = read;
  if (jwksUrl === undefined && issuer === undefined && audience === undefined) return undefined;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) {
    throw new StartError('JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE go together: set all three or none');
  }
  const type = read.JWT_TYP.toLowerCase();
  return {
    jwksUrl,
    rules: {
      issuer,
      audience,
      algorithms: read.JWT_ALGORITHMS,
      type: type === 'any' ? undefined : type,
      maxAgeS: read.JWT_MAX_AGE_S,
      leewayS: read.JWT_LEEWAY_S,
    },
  };
}

function parsePairs(text: string, issues: z.RefinementCtx): Map<string, string> {
  const pairs = text.split(',').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  const bad = pairs.find(
    ([name, value]) => name === '' || !/^https?:\/\//.test(value) || !URL.canParse(value),
  );
  if (bad !== undefined) {
    issues.addIssue({ code: 'custom', message: 'is written NAME=http://…, with commas between subgraphs' });
  }
  return new Map(pairs);
}
