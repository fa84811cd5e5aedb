import { availableParallelism, totalmem } from 'node:os';
import { resolve } from 'node:path';
import {
  commonVariables,
  flag,
  integer,
  port,
  readConfig,
  StartError,
  url,
  type Environment,
} from '@supergraph/service-kit/service';
import { z } from 'zod';
import { defaultStructureLimits } from './limits/structure.js';
import { countWorkers } from './workers/count.js';

const MINUTE_S = 60;
const MIB = 1024 * 1024;

/** The cost of a thousand of the dearest operations a minute, or of some hundred thousand ordinary ones. */
const DEFAULT_USER_RATE = 5_000_000;
/** An office, a campus or a mobile network may share one address. */
const DEFAULT_ADDRESS_RATE = 20_000_000;
/** Ten thousand a second: a caller runs out of cost before reaching this limit. */
const DEFAULT_REQUEST_RATE = 600_000;

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const;

/** A scheme, a host and optionally a port, as browsers send them. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#*\s,]+$/;

const committedSupergraph = resolve(import.meta.dirname, '../../schema/supergraph.graphql');
const committedOperations = resolve(import.meta.dirname, '../../schema/operations');
const ownScalars = ['CurrencyCode', 'DateTime', 'Decimal'];

/** The environment variables that the router reads. */
export const routerVariables = z.object({
  ...commonVariables,
  /** Set by npm for the scripts that it runs. */
  npm_lifecycle_event: z.string().optional(),
  /** The port of the GraphQL endpoint, at `/graphql`. */
  PORT: port(4000),
  /**
   * Processes behind the port; `auto` takes as many as there are cores, and 320 MiB of memory for each. With several,
   * SIGHUP replaces them one by one, and limits that are kept in memory are divided among them.
   */
  ROUTER_WORKERS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,2})$/, 'must be auto, or a whole number from 1 to 999')
    .transform((text) =>
      text === 'auto' ? countWorkers(availableParallelism(), availableMemory()) : Number(text),
    )
    .default(1),
  /** The composed supergraph: a file, or an http(s) address. Default: the one committed with this router. */
  SUPERGRAPH_PATH: z.string().default(committedSupergraph),
  /** The key of Hive's CDN, sent as `x-hive-cdn-key` where `SUPERGRAPH_PATH` is an address. */
  SUPERGRAPH_KEY: z.string().optional(),
  /** A file with this key, instead of the variable. The router reads the file again at every check. */
  SUPERGRAPH_KEY_FILE: z.string().optional(),
  /** How often the supergraph is checked for changes, in milliseconds. SIGHUP checks at once. */
  SUPERGRAPH_POLL_MS: integer({ min: 10, max: 86_400_000, fallback: 5_000 }),
  /**
   * The scalars whose values the router checks before planning, as service-kit defines them; `none` checks none.
   * Default: all that service-kit defines for the supergraph committed with this router, and none for another
   * supergraph, whose scalars may differ under the same names.
   */
  CHECKED_SCALARS: z
    .string()
    .transform((text) => (text === 'none' ? [] : text.split(',').map((name) => name.trim())))
    .optional(),
  /**
   * The enabled labels of progressive overrides (`@override(from:, label:)`), separated by commas. `percent(n)` needs
   * no entry: it is enabled for n of a hundred callers. Default: none.
   */
  OVERRIDE_LABELS: z
    .string()
    .transform((text) => text.split(',').map((label) => label.trim()))
    .default([]),
  /**
   * The addresses of subgraphs, in place of the supergraph's own: `products=http://…,orders=http://…`. A subgraph may
   * have several addresses, `products=http://a|http://b`, and each IP address of a name is one: each request goes to the
   * least loaded one that answers.
   */
  SUBGRAPH_URLS: z.string().transform(parseAddresses).default(new Map()),
  /** The time limit for one answer of a subgraph, in milliseconds: for all, or `8000,users=3000`. */
  SUBGRAPH_TIMEOUT_MS: bySubgraph({ min: 1, max: 300_000, fallback: '10000', example: '8000,users=3000' }),
  /**
   * How long a subgraph may leave all requests unanswered, in milliseconds: for all, or `1000,users=3000`. It is up to four
   * times as long while the subgraph is slow. An address that then does not answer `{ __typename }` within 750 ms either
   * gets no requests until it answers again.
   */
  SUBGRAPH_SILENCE_MS: bySubgraph({ min: 50, max: 300_000, fallback: '1000', example: '1000,users=3000' }),
  /**
   * The failures in a hundred attempts at an address, counted over the last 20 and from 10 on, at which it gets no
   * requests until it answers again: for all, or `50,users=80`.
   */
  SUBGRAPH_FAILURE_PERCENT: bySubgraph({ min: 1, max: 100, fallback: '50', example: '50,users=80' }),
  /** The age at which a connection to a subgraph is replaced, in milliseconds, so that new instances get their share. */
  SUBGRAPH_CONNECTION_AGE_MS: integer({ min: 100, max: 3_600_000, fallback: 20_000 }),
  /** The largest answer of a subgraph, in bytes. */
  SUBGRAPH_MAX_RESPONSE_BYTES: integer({ min: 1_024, max: 1_024 * MIB, fallback: 32 * MIB }),
  /** Connections to each IP address behind the host of a subgraph's URL. */
  SUBGRAPH_CONNECTIONS: integer({ min: 1, max: 10_000, fallback: 256 }),
  /** Identical subgraph queries of one identity, in flight at the same time, are sent once. */
  SHARE_SUBGRAPH_REQUESTS: flag(false),
  /** Identical client queries of one identity, in flight at the same time, are executed once. */
  SHARE_OPERATIONS: flag(false),
  /**
   * Fields whose values are the same for every caller, `Query.categories,Category.*`. Queries of these fields alone are
   * shared by all callers, and subscriptions of these fields alone have one stream for all.
   */
  PUBLIC_FIELDS: z
    .string()
    .transform((text) => new Set(text.split(',').map((field) => field.trim())))
    .default(new Set<string>()),
  /** The URL of the token issuer's public keys. Without it and without JWT_ISSUER every caller is anonymous. */
  JWT_JWKS_URL: url('http:', 'https:').optional(),
  /** The URL of the issuer's list of revoked access tokens. Unset: tokens are valid until they expire. */
  JWT_REVOCATIONS_URL: url('http:', 'https:').optional(),
  /**
   * How often that list is read, in milliseconds. A revoked token is accepted for at most this long, while the issuer
   * answers.
   */
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
  /** The maximum age of a token, in seconds. */
  JWT_MAX_AGE_S: integer({ min: 1, max: 7 * 24 * 3_600, fallback: 15 * MINUTE_S }),
  /** The maximum difference between the issuer's clock and the router's, in seconds. */
  JWT_LEEWAY_S: integer({ min: 0, max: 300, fallback: 60 }),
  /** The keys that sign the requests to subgraphs: `products=k1:SECRET,…`. Without them, requests are not signed. */
  ENVELOPE_KEYS_OUT: z.string().optional(),
  /** A file with these keys, instead of the variable. The service reads the file again when it changes. */
  ENVELOPE_KEYS_OUT_FILE: z.string().optional(),
  /**
   * Allows a start without a token issuer when the supergraph has protected fields. Every caller is then anonymous,
   * and protected fields are refused to all callers.
   */
  ALLOW_NO_ISSUER: flag(false),
  /**
   * The file of a certificate in PEM, with which the router serves HTTPS; read again when it changes. Default: HTTP, for
   * a proxy in front that has the certificate.
   */
  TLS_CERT_FILE: z.string().optional(),
  /** The file of the certificate's private key in PEM; also read again when it changes. */
  TLS_KEY_FILE: z.string().optional(),
  /**
   * The web origins whose pages may send requests, separated by commas. Default: none. In development, Apollo
   * Sandbox and pages of this machine may, too.
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
  /** Whether clients may query the schema (introspection). Default: in development only. */
  INTROSPECTION: switchable(),
  /**
   * Whether `GET /` shows an explorer, or sends the browser on to Apollo Sandbox (`sandbox`, in development). Default: in
   * development only.
   */
  EXPLORER: z.enum(['true', 'false', 'sandbox'], { error: 'must be true, false or sandbox' }).optional(),
  /** The folder of registered operations that the explorer opens as tabs. Default: those of the supergraph committed with this router. */
  EXPLORER_OPERATIONS: z.string().optional(),
  /** Accounts that the explorer signs in with by a button, `customer@shop.example:PASSWORD,…`. Everybody who opens the explorer can read them. */
  EXPLORER_ACCOUNTS: z.string().default('').transform(parseAccounts),
  /** The time limit for a client's operation, in milliseconds. */
  REQUEST_TIMEOUT_MS: integer({ min: 1, max: 600_000, fallback: 30_000 }),
  /** The largest request body, in bytes. */
  MAX_BODY_BYTES: integer({ min: 1_024, max: 100 * MIB, fallback: 256 * 1024 }),
  /** The maximum number of client connections at a time. A further connection is closed at once. */
  MAX_CONNECTIONS: integer({ min: 1, max: 1_000_000, fallback: 10_000 }),
  /** The maximum number of open subscriptions. */
  MAX_SUBSCRIPTIONS: integer({ min: 0, max: 1_000_000, fallback: 10_000 }),
  /** The same for each user, and for each network address without a user. */
  MAX_SUBSCRIPTIONS_PER_USER: integer({ min: 0, max: 1_000_000, fallback: 200 }),
  /** The maximum number of operations in progress on one WebSocket. */
  MAX_OPERATIONS_PER_CONNECTION: integer({ min: 1, max: 10_000, fallback: 50 }),
  /** How long a client may take to send `connection_init` on a WebSocket, in milliseconds. */
  WEBSOCKET_INIT_TIMEOUT_MS: integer({ min: 100, max: 60_000, fallback: 3_000 }),
  /** The maximum number of unread bytes of a subscriber. A subscriber beyond it is disconnected. */
  MAX_UNREAD_BYTES: integer({ min: 1_024, max: 100 * MIB, fallback: 256 * 1024 }),
  /** How often a subscriber's connection is shown to be alive, in milliseconds. Proxies close silent ones. */
  SUBSCRIPTION_HEARTBEAT_MS: integer({ min: 1_000, max: 60_000, fallback: 10_000 }),
  /** The number of your own proxies in front of the router. As many entries of X-Forwarded-For are trusted. */
  TRUSTED_PROXIES: integer({ min: 0, max: 10, fallback: 0 }),
  /** The maximum number of tokens in a document. */
  LIMIT_TOKENS: integer({ min: 1, max: 1_000_000, fallback: 5_000 }),
  /** The maximum depth of fields. */
  LIMIT_DEPTH: integer({ min: 1, max: 1_000, fallback: defaultStructureLimits.depth }),
  /** The maximum number of fields and fragments, counted each time that a fragment is used. */
  LIMIT_SELECTIONS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.selections }),
  /** The maximum number of aliases. */
  LIMIT_ALIASES: integer({ min: 0, max: 1_000_000, fallback: defaultStructureLimits.aliases }),
  /** The maximum number of fields at the root of an operation. */
  LIMIT_ROOT_FIELDS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.rootFields }),
  /** The maximum number of directives. */
  LIMIT_DIRECTIVES: integer({ min: 0, max: 1_000_000, fallback: defaultStructureLimits.directives }),
  /** The maximum number of variables, and of operations and fragments. */
  LIMIT_DEFINITIONS: integer({ min: 1, max: 1_000_000, fallback: defaultStructureLimits.definitions }),
  /** The maximum number of items of a list, where `@listSize` names the argument that chooses it. */
  LIMIT_LIST_SIZE: integer({ min: 1, max: 1_000_000, fallback: 100 }),
  /**
   * The maximum cost of an operation. Default: 5,000 for a supergraph with `@cost` or `@listSize`, and no limit
   * without, because the cost would be a guess.
   */
  LIMIT_COST: optionalInteger(),
  /** The assumed size of a list without `@listSize`. */
  ASSUMED_LIST_SIZE: integer({ min: 1, max: 1_000_000, fallback: 10 }),
  /**
   * The maximum cost per user and minute; 0 is no limit. Default: high with a token issuer, and no limit without.
   */
  RATE_LIMIT_PER_USER: optionalInteger(),
  /** The same for each network address. */
  RATE_LIMIT_PER_ADDRESS: optionalInteger(),
  /**
   * The requests of any kind, refused ones included except under overload, each network address is granted in a minute
   * by each router; 0 grants any. Default: 600,000 with a token issuer; any without.
   */
  RATE_LIMIT_REQUESTS: optionalInteger(),
  /** The Redis in which all routers share their rate limits. Unset: each router keeps its own in memory. */
  REDIS_URL: url('redis:', 'rediss:').optional(),
  /**
   * The time limit for an answer of Redis, in milliseconds. After that, limits are kept in memory until Redis answers.
   */
  REDIS_TIMEOUT_MS: integer({ min: 1, max: 10_000, fallback: 250 }),
  /**
   * The files, separated by commas, of the operations that clients may send by id: manifests of Apollo's tools, of the Relay
   * compiler or of GraphQL Code Generator. Default: `operations/manifest.json` beside the supergraph.
   */
  TRUSTED_DOCUMENTS_PATH: z
    .string()
    .transform((text) => text.split(',').map((path) => path.trim()))
    .optional(),
  /** Whether registered operations are planned before the router is ready, 5 to 10 ms each. */
  PLAN_REGISTERED: flag(true),
  /** Whether other operations are accepted (`accept`), accepted and logged (`report`), or refused (`enforce`). */
  TRUSTED_DOCUMENTS: z
    .enum(['accept', 'report', 'enforce'], { error: 'must be accept, report or enforce' })
    .default('accept'),
  /** The share of requests that get a line in the log, 0 to 1. Failed requests get one too, up to 100 a second. */
  ACCESS_LOG_RATIO: ratio(0.01),
  /**
   * The limit of concurrent operations. `auto` adapts it to their latency, from 16 to 1,000: a further operation waits
   * briefly, in turns by network address, and is answered 503 when none ends. With a number it is answered 503 at once.
   */
  MAX_CONCURRENT_OPERATIONS: z
    .string()
    .regex(/^(auto|[1-9]\d{0,6})$/, 'must be auto, or a whole number from 1 to 9999999')
    .transform((text) => (text === 'auto' ? text : Number(text)))
    .default('auto'),
  /** The event-loop delay, as the mean of a second, above which new operations are answered 503. */
  MAX_EVENT_LOOP_DELAY_MS: integer({ min: 1, max: 60_000, fallback: 1_000 }),
  /** A module that exports `policies`, the functions behind `@policy`, by name. */
  POLICIES_MODULE: z.string().optional(),
});

type Variables = z.infer<typeof routerVariables>;

/** The router's configuration. */
export type RouterConfig = ReturnType<typeof derive>;

/** @throws StartError that names each invalid variable and its valid values */
export function readRouterConfig(environment?: Environment): RouterConfig {
  return derive(readConfig(routerVariables, environment));
}

function derive(read: Variables) {
  const development = read.NODE_ENV === 'development';
  const ifPublic = (limit: number) => (read.JWT_ISSUER === undefined ? 0 : limit);
  return {
    ...read,
    development,
    workers: read.ROUTER_WORKERS,
    checkedScalars: read.CHECKED_SCALARS ?? (read.SUPERGRAPH_PATH === committedSupergraph ? ownScalars : []),
    introspection: read.INTROSPECTION ?? development,
    explorer: readExplorer(read, development),
    explorerOptions: {
      operations:
        read.EXPLORER_OPERATIONS ??
        (read.SUPERGRAPH_PATH === committedSupergraph ? committedOperations : undefined),
      accounts: read.EXPLORER_ACCOUNTS,
    },
    token: readTokenRules(read),
    supergraphKey: readSupergraphKey(read),
    tls: readTlsFiles(read),
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
  };
}

/** In bytes: the container's limit where there is one. */
function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
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

/** A whole number, or unset: the default then depends on the rest of the configuration. */
function optionalInteger() {
  const message = 'must be a whole number';
  return z
    .string()
    .regex(/^\d{1,12}$/, message)
    .transform(Number)
    .optional();
}

/** `true`, `false`, or unset: the default then depends on the rest of the configuration. */
function switchable() {
  return z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .transform((value) => value === 'true')
    .optional();
}

/** Apollo Sandbox is told the name that the router was called by, which is checked in development alone. */
function readExplorer({ EXPLORER: explorer }: Variables, development: boolean) {
  if (explorer === 'sandbox' && !development) {
    throw new StartError('EXPLORER: sandbox is for NODE_ENV=development; use true or false');
  }
  return explorer ?? (development ? 'true' : 'false');
}

/** Passwords by email. A password may hold colons, and no comma. */
function parseAccounts(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').filter((pair) => pair.includes(':'));
  return Object.fromEntries(
    pairs.map((pair) => {
      const colon = pair.indexOf(':');
      return [pair.slice(0, colon).trim(), pair.slice(colon + 1)];
    }),
  );
}

function readSupergraphKey({ SUPERGRAPH_KEY: key, SUPERGRAPH_KEY_FILE: keyFile }: Variables) {
  if (key === undefined || keyFile === undefined) return { key, keyFile };
  throw new StartError('set SUPERGRAPH_KEY or SUPERGRAPH_KEY_FILE, and not both');
}

function readTlsFiles({ TLS_CERT_FILE: certificate, TLS_KEY_FILE: key }: Variables) {
  if (certificate !== undefined && key !== undefined) return { certificate, key };
  if (certificate === undefined && key === undefined) return undefined;
  throw new StartError('TLS_CERT_FILE and TLS_KEY_FILE go together: set both or none');
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

/** Whole numbers by the name of a subgraph; the name '' stands for all others. */
function bySubgraph({
  min,
  max,
  fallback,
  example,
}: {
  min: number;
  max: number;
  fallback: string;
  example: string;
}) {
  const message = `must be a whole number from ${min} to ${max}, or such numbers by subgraph: ${example}`;
  return z
    .string()
    .default(fallback)
    .transform((text, issues): ReadonlyMap<string, number> => {
      const entries = splitPairs(text).map(([name, value]): [string, number] => [name, Number(value)]);
      const isValid = ([, value]: [string, number]) =>
        Number.isInteger(value) && value >= min && value <= max;
      if (!entries.every(isValid)) issues.addIssue({ code: 'custom', message });
      return new Map(entries);
    });
}

/** `a=1,b=2` as pairs. A value without a name has the name ''. */
function splitPairs(text: string): [string, string][] {
  return text.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, Math.max(0, at)).trim(), pair.slice(at + 1).trim()];
  });
}
