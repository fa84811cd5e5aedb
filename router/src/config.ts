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
import { defaultStructureLimits } from './limits/structure.js';

const MINUTE_S = 60;
const MIB = 1024 * 1024;

/** A thousand of the dearest operations, or some hundred thousand of usual ones, a minute. */
const DEFAULT_USER_RATE = 5_000_000;
/** An office, a campus or a mobile network may share one address. */
const DEFAULT_ADDRESS_RATE = 20_000_000;
/** Ten thousand a second: whoever asks for anything runs out of cost before. */
const DEFAULT_REQUEST_RATE = 600_000;

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

/** A scheme, a host and perhaps a port, as browsers send them. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#*\s,]+$/;

const committedSupergraph = resolve(import.meta.dirname, '../../schema/supergraph.graphql');
const ownScalars = ['CurrencyCode', 'DateTime', 'Decimal'];

/** The environment variables that the router reads. */
export const routerVariables = z.object({
  ...commonVariables,
  /** Set by npm for what it runs. */
  npm_lifecycle_event: z.string().optional(),
  /** The port of the GraphQL endpoint, at `/graphql`. */
  PORT: port(4000),
  /** The composed supergraph: a file, or an http(s) address. Default: the one committed with this router. */
  SUPERGRAPH_PATH: z.string().default(committedSupergraph),
  /** How often it is looked at for changes, in milliseconds; SIGHUP looks at once. */
  SUPERGRAPH_POLL_MS: integer({ min: 10, max: 86_400_000, fallback: 5_000 }),
  /**
   * Scalars whose values are checked here, before planning, as service-kit defines them; `none` checks none. Default:
   * all that it defines for the supergraph committed with this router; none for another, which may mean something else
   * by the same name.
   */
  CHECKED_SCALARS: z
    .string()
    .transform((text) => (text === 'none' ? [] : text.split(',').map((name) => name.trim())))
    .optional(),
  /**
   * The labels of progressive overrides (`@override(from:, label:)`) that hold, separated by commas. `percent(n)` needs no
   * entry: it holds for n of a hundred callers. Default: none.
   */
  OVERRIDE_LABELS: z
    .string()
    .transform((text) => text.split(',').map((label) => label.trim()))
    .default([]),
  /**
   * Where subgraphs are, when not where the supergraph says: `products=http://…,orders=http://…`. A subgraph may have
   * several addresses, `products=http://a|http://b`: each request goes to the least loaded one that answers.
   */
  SUBGRAPH_URLS: z.string().transform(parseAddresses).default(new Map()),
  /** The longest a subgraph may take for one answer, in milliseconds: for all, or `8000,users=3000`. */
  SUBGRAPH_TIMEOUT_MS: z.string().default('10000').transform(parseTimeouts),
  /** The age at which a connection to a subgraph is replaced, in milliseconds, so that new instances get their share. */
  SUBGRAPH_CONNECTION_AGE_MS: integer({ min: 100, max: 3_600_000, fallback: 5_000 }),
  /** The largest answer of a subgraph, in bytes. */
  SUBGRAPH_MAX_RESPONSE_BYTES: integer({ min: 1_024, max: 1_024 * MIB, fallback: 32 * MIB }),
  /** Connections to one subgraph. */
  SUBGRAPH_CONNECTIONS: integer({ min: 1, max: 10_000, fallback: 256 }),
  /** Identical subgraph queries of one identity, in flight at the same time, are sent once. */
  SHARE_SUBGRAPH_REQUESTS: flag(false),
  /** Identical client queries of one identity, in flight at the same time, are executed once. */
  SHARE_OPERATIONS: flag(false),
  /** Fields that are the same for anyone, `Query.categories,Category.*`: queries of them alone are shared by all. */
  PUBLIC_FIELDS: z
    .string()
    .transform((text) => new Set(text.split(',').map((field) => field.trim())))
    .default(new Set<string>()),
  /** The token issuer's public keys. Unset, with JWT_ISSUER unset too: everyone is anonymous. */
  JWT_JWKS_URL: url('http:', 'https:').optional(),
  /** Where the issuer publishes which of its access tokens are void before they run out. Unset: they live until then. */
  JWT_REVOCATIONS_URL: url('http:', 'https:').optional(),
  /** How often that is read, in milliseconds. A void token is accepted for so long at most, while the issuer answers. */
  JWT_REVOCATIONS_POLL_MS: integer({ min: 100, max: 60_000, fallback: 10_000 }),
  /** The `iss` that access tokens must have. */
  JWT_ISSUER: z.string().optional(),
  /** The `aud` that access tokens must have. */
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
  /**
   * Web origins whose pages may call from a browser, with commas. Default: none. In development, Apollo Sandbox and the
   * pages of this machine may call besides.
   */
  CORS_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(
      z.array(z.string().regex(ORIGIN, 'is written https://shop.example,http://…: without a path, and no *')),
    )
    .default([]),
  /** Whether answers of 1 KiB and more are compressed; `false` where a proxy does it. */
  COMPRESSION: flag(true),
  /** Whether the schema can be asked for. Default: in development only. */
  INTROSPECTION: switchable(),
  /** Whether `GET /` shows an explorer. Default: in development only. */
  EXPLORER: switchable(),
  /** The longest a client's operation may take, in milliseconds. */
  REQUEST_TIMEOUT_MS: integer({ min: 1, max: 600_000, fallback: 30_000 }),
  /** The largest request body, in bytes. */
  MAX_BODY_BYTES: integer({ min: 1_024, max: 100 * MIB, fallback: 256 * 1024 }),
  /** Connections of clients at a time; one more is closed as it comes. */
  MAX_CONNECTIONS: integer({ min: 1, max: 1_000_000, fallback: 10_000 }),
  /** How many proxies of ours stand before the router: so many entries of X-Forwarded-For are believed. */
  TRUSTED_PROXIES: integer({ min: 0, max: 10, fallback: 0 }),
  /** The most tokens a document may have. */
  LIMIT_TOKENS: integer({ min: 1, max: 1_000_000, fallback: 5_000 }),
  /** The most levels of fields. */
  LIMIT_DEPTH: integer({ min: 1, max: 1_000, fallback: defaultStructureLimits.depth }),
  /** The most fields and fragments, with fragments spread out. */
  LIMIT_SELECTIONS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.selections }),
  /** The most aliases. */
  LIMIT_ALIASES: integer({ min: 0, max: 1_000_000, fallback: defaultStructureLimits.aliases }),
  /** The most fields at the root of an operation. */
  LIMIT_ROOT_FIELDS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.rootFields }),
  /** The most directives. */
  LIMIT_DIRECTIVES: integer({ min: 0, max: 1_000_000, fallback: defaultStructureLimits.directives }),
  /** The most variables, and the most operations and fragments. */
  LIMIT_DEFINITIONS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.definitions }),
  /** The most items a list may be asked for, where the schema says which argument asks. */
  LIMIT_LIST_SIZE: integer({ min: 1, max: 1_000_000, fallback: 100 }),
  /**
   * The most an operation may cost. Default: 5,000 for a supergraph that says what things cost, any for one that
   * does not: without sizes of lists a cost is a guess.
   */
  LIMIT_COST: optionalInteger(),
  /** The size of a list of which the schema says nothing. */
  ASSUMED_LIST_SIZE: integer({ min: 1, max: 1_000_000, fallback: 10 }),
  /**
   * The cost each user is granted in a minute; 0 grants any. Default: a lot, for a router
   * with a token issuer; any for one without.
   */
  RATE_LIMIT_PER_USER: optionalInteger(),
  /** The same for each network address. */
  RATE_LIMIT_PER_ADDRESS: optionalInteger(),
  /**
   * The requests of any kind, refused ones included, each network address is granted in a minute by each router; 0
   * grants any. Default: 600,000 with a token issuer; any without.
   */
  RATE_LIMIT_REQUESTS: optionalInteger(),
  /** Where all routers keep their rate limits together. Unset: each in its memory. */
  REDIS_URL: url('redis:', 'rediss:').optional(),
  /** The longest a request waits for Redis, in milliseconds; then limits are kept in memory until it answers again. */
  REDIS_TIMEOUT_MS: integer({ min: 1, max: 10_000, fallback: 250 }),
  /** The operations that clients may send by id. Default: `operations/manifest.json` beside the supergraph. */
  TRUSTED_DOCUMENTS_PATH: z.string().optional(),
  /** Whether other operations are accepted (`accept`), accepted and logged (`report`), or refused (`enforce`). */
  TRUSTED_DOCUMENTS: z
    .enum(['accept', 'report', 'enforce'], { error: 'must be accept, report or enforce' })
    .default('accept'),
  /** The share of requests that get a line in the log, 0 to 1; those that fail always get one. */
  ACCESS_LOG_RATIO: ratio(0.01),
  /**
   * Operations at work at once; `auto` finds by their latency how many are answered well, from 16 to 1,000. One more
   * waits for a moment, in turns by network address, and is answered 503 when there is no place. With a number it does
   * not wait.
   */
  MAX_CONCURRENT_OPERATIONS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,6})$/, 'must be auto, or a whole number from 1 to 9999999')
    .transform((text) => (text === 'auto' ? text : Number(text)))
    .default('auto'),
  /** How late the event loop may run, in the mean of a second, before new operations are answered 503. */
  MAX_EVENT_LOOP_DELAY_MS: integer({ min: 1, max: 60_000, fallback: 1_000 }),
  /** A module that exports `policies`, the functions behind `@policy`, by name. */
  POLICIES_MODULE: z.string().optional(),
});

type Variables = z.infer<typeof routerVariables>;

/** The router's configuration. */
export type RouterConfig = ReturnType<typeof derive>;

/** @throws StartError that names each bad variable and what it takes */
export function readRouterConfig(environment?: Environment): RouterConfig {
  return derive(readConfig(routerVariables, environment));
}

function derive(read: Variables) {
  const development = read.NODE_ENV === 'development';
  const ifPublic = (limit: number) => (read.JWT_ISSUER === undefined ? 0 : limit);
  return {
    ...read,
    development,
    checkedScalars: read.CHECKED_SCALARS ?? (read.SUPERGRAPH_PATH === committedSupergraph ? ownScalars : []),
    introspection: read.INTROSPECTION ?? development,
    explorer: read.EXPLORER ?? development,
    token: readTokenRules(read),
    structure: {
      depth: read.LIMIT_DEPTH,
      selections: read.LIMIT_SELECTIONS,
      aliases: read.LIMIT_ALIASES,
      rootFields: read.LIMIT_ROOT_FIELDS,
      directives: read.LIMIT_DIRECTIVES,
      definitions: read.LIMIT_DEFINITIONS,
    },
    rates: {
      costPerUser: read.RATE_LIMIT_PER_USER ?? ifPublic(DEFAULT_USER_RATE),
      costPerAddress: read.RATE_LIMIT_PER_ADDRESS ?? ifPublic(DEFAULT_ADDRESS_RATE),
      requestsPerAddress: read.RATE_LIMIT_REQUESTS ?? ifPublic(DEFAULT_REQUEST_RATE),
      windowS: MINUTE_S,
    },
    envelopeKeys: read.ENVELOPE_KEYS_OUT === undefined ? undefined : parseKeyRings(read.ENVELOPE_KEYS_OUT),
  };
}

/** A number from 0 to 1. */
function ratio(fallback: number) {
  const message = 'must be a number from 0 to 1';
  return z
    .string()
    .transform(Number)
    .refine((value) => value >= 0 && value <= 1, message)
    .default(fallback);
}

/** A whole number, or unset: whatever the rest of the configuration suggests. */
function optionalInteger() {
  const message = 'must be a whole number';
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .optional();
}

/** `true`, `false`, or unset: whatever the rest of the configuration suggests. */
function switchable() {
  return z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .optional();
}

function readTokenRules(read: Variables) {
  const { JWT_JWKS_URL: jwksUrl, JWT_ISSUER: issuer, JWT_AUDIENCE: audience } = read;
  if (jwksUrl === undefined && issuer === undefined && audience === undefined) {
    if (read.JWT_REVOCATIONS_URL === undefined) return undefined;
    throw new StartError(
      'JWT_REVOCATIONS_URL needs JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE: set these too',
    );
  }
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) {
    throw new StartError('JWT_JWKS_URL, JWT_ISSUER and JWT_AUDIENCE go together: set all three or none');
  }
  const type = read.JWT_TYP.toLowerCase();
  return {
    jwksUrl,
    revocations:
      read.JWT_REVOCATIONS_URL === undefined
        ? undefined
        : { url: read.JWT_REVOCATIONS_URL, pollMs: read.JWT_REVOCATIONS_POLL_MS },
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

function parseAddresses(text: string, issues: z.RefinementCtx): Map<string, readonly string[]> {
  const entries = splitPairs(text).map(([name, value]): [string, readonly string[]] => [
    name,
    value.split('|').map((address) => address.trim()),
  ]);
  const isUrl = (address: string) => /^https?:\/\//.test(address) && URL.canParse(address);
  if (!entries.every(([name, addresses]) => name !== '' && addresses.every(isUrl))) {
    issues.addIssue({
      code: 'custom',
      message: 'is written NAME=http://…, with commas between subgraphs and | between addresses of one',
    });
  }
  return new Map(entries);
}

const MAX_TIMEOUT_MS = 300_000;

/** The time-out of a subgraph by its name, and of all others by the name ''. */
function parseTimeouts(text: string, issues: z.RefinementCtx): ReadonlyMap<string, number> {
  const entries = splitPairs(text).map(([name, value]): [string, number] => [name, Number(value)]);
  if (!entries.every(([, ms]) => Number.isInteger(ms) && ms >= 1 && ms <= MAX_TIMEOUT_MS)) {
    issues.addIssue({
      code: 'custom',
      message: `must be a whole number from 1 to ${MAX_TIMEOUT_MS}, or such numbers by subgraph: 8000,users=3000`,
    });
  }
  return new Map(entries);
}

/** `a=1,b=2` as pairs; the name of a value without one is ''. */
function splitPairs(text: string): [string, string][] {
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(0, at)).trim(), pair.slice(at + 1).trim()];
  });
}
