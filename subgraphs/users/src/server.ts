import { readFileSync } from 'node:fs';
import {
  createEnvelopeVerifier,
  createErasureMetrics,
  createEventSource,
  createRelayPorts,
  createSubgraphServer,
  openKeyRings,
  repeat,
  startServiceEvents,
  StartError,
  type ServiceEvents,
  type Subgraph,
  type SubgraphDependencies,
} from '@supergraph/service-kit';
import { gql } from 'graphql-tag';
import type { Config } from './config.js';
import { createContext, type Context, type Services } from './context.js';
import { createAttemptRepository } from './data/attempt-repository.js';
import { createSessionRepository } from './data/session-repository.js';
import { createUserOutbox } from './data/user-outbox.js';
import { createUserSnapshots } from './data/user-snapshots.js';
import { createUserRepository } from './data/user-repository.js';
import { createAccountDeletions } from './domain/account-deletion.js';
import { createAccounts } from './domain/accounts.js';
import { createAdministration } from './domain/administration.js';
import { createPasswordResets, type PasswordResetsDependencies } from './domain/password-resets.js';
import { createProfiles } from './domain/profiles.js';
import { createRevocations, type Revocations } from './domain/revocations.js';
import { createSessions, type Sessions } from './domain/sessions.js';
import { createThrottle, type Throttle } from './domain/throttle.js';
import { createAccessTokens } from './keys/access-tokens.js';
import { openKeyStore, type KeySource, type KeyStore } from './keys/key-store.js';
import { publishKeys } from './keys/publish-keys.js';
import { publishRevocations } from './keys/publish-revocations.js';
import { createResetTokens } from './keys/reset-tokens.js';
import { createPost, type ClosablePost } from './mail/post.js';
import { createMailTransport } from './mail/transport.js';
import { createModels, ensureIndexes, type Models } from './models/models.js';
import type { Ports } from './ports.js';
import { createPasswordHasher, hashParameters, type HashParameters } from './passwords/hasher.js';
import { createTurns } from './passwords/turns.js';
import { resolvers } from './resolvers/index.js';

const typeDefs = gql(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3_600;

/**
 * The maximum number of reset mails per account while a link is valid. If others use it up, the owner still has a valid
 * link.
 */
const RESETS_PER_ACCOUNT = 5;

/** The pause before each search for sessions to erase, in milliseconds. */
const ERASE_EVERY_MS = 10_000;

/** The services that may read the events of users. */
const FEED_READERS = ['orders'];

/** Replacements for tests. */
export interface Conditions {
  /** Wraps the ports. */
  readonly decorate?: (ports: Ports) => Ports;
  readonly clock?: () => Date;
  readonly hashParameters?: HashParameters;
}

export async function createUsersSubgraph(
  dependencies: SubgraphDependencies<Config>,
  conditions: Conditions = {},
): Promise<Subgraph> {
  const { config, logger, registry } = dependencies;
  const keyStore = openKeyStore(keySource(config), { logger });
  const clock = conditions.clock ?? (() => new Date());
  const post = createMailPost(dependencies);
  const models = createModels(dependencies.connection);
  await ensureIndexes(models);
  const { revocations, events, ...services } = await createServices(
    { ...dependencies, post },
    models,
    keyStore,
    { ...conditions, clock },
  );
  const server = await createSubgraphServer<Context>({
    typeDefs,
    resolvers,
    envelope: createEnvelopeVerifier({
      audience: 'users',
      rings: openKeyRings('ENVELOPE_KEYS_IN', config, logger),
    }),
    feed: {
      source: createEventSource(events.log, [createUserSnapshots(models)]),
      readers: FEED_READERS,
    },
    logger,
    registry,
    createContext: (caller, requestLogger) => createContext(services, caller, requestLogger),
  });
  publishKeys(server, keyStore);
  publishRevocations(server, {
    revocations,
    keyStore,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    clock,
  });
  const erasing = repeat({
    run: () => services.accountDeletions.eraseSessions(),
    everyMs: Math.min(ERASE_EVERY_MS, config.ERASE_AFTER_S * 1_000),
    logger,
    failure: 'the sessions of deleted accounts cannot be erased now',
  });
  return {
    server,
    async stop() {
      await Promise.all([events.stop(), post?.close(), erasing.stop()]);
      keyStore.close();
    },
  };
}

/** @returns undefined if no mail server is configured */
function createMailPost({ config, ...dependencies }: SubgraphDependencies<Config>): ClosablePost | undefined {
  const { MAIL_URL, MAIL_FROM } = config;
  if (MAIL_URL === undefined || MAIL_FROM === undefined) return undefined;
  return createPost(createMailTransport(MAIL_URL, MAIL_FROM), dependencies);
}

function mailOfResets(config: Config, post: ClosablePost | undefined): PasswordResetsDependencies['mail'] {
  const { PASSWORD_RESET_URL: page, PASSWORD_RESET_TTL_S: lifetimeS } = config;
  return post === undefined || page === undefined ? undefined : { post, page, lifetimeS };
}

async function createServices(
  {
    config,
    connection,
    logger,
    registry,
    post,
  }: SubgraphDependencies<Config> & { readonly post: ClosablePost | undefined },
  models: Models,
  keyStore: KeyStore,
  {
    clock,
    hashParameters: parameters = hashParameters,
    decorate = (ports) => ports,
  }: Conditions & { readonly clock: () => Date },
): Promise<Services & { readonly revocations: Revocations; readonly events: ServiceEvents }> {
  const outbox = createUserOutbox(models);
  const ports = decorate({
    users: createUserRepository(models.users, clock, outbox.changed),
    sessions: createSessionRepository(models.sessions),
    relay: createRelayPorts({ service: 'users', connection, logger, redisUrl: config.REDIS_URL }, [outbox]),
  });
  const { users, relay } = ports;
  createErasureMetrics(registry, () => users.findOldestDue(), clock);
  const events = startServiceEvents({ ports: relay, logger, registry, keptHours: config.EVENTS_KEPT_HOURS });
  const sessions = openSessions(ports, { config, keyStore, clock });
  const hashConcurrency = config.HASH_CONCURRENCY;
  const passwords = await createPasswordHasher({ registry, concurrency: hashConcurrency, parameters });
  const turns = createTurns({ registry, hashConcurrency, queueLimit: config.HASH_QUEUE });
  const throttle = throttleOf(config, models, clock);
  const accounts = createAccounts({ store: users, sessions, passwords, turns, throttle, clock });
  return {
    events,
    users,
    accounts,
    passwordResets: createPasswordResets({
      store: users,
      passwords,
      turns,
      throttle,
      tokens: createResetTokens({
        keyStore,
        issuer: config.JWT_ISSUER,
        lifetimeS: config.PASSWORD_RESET_TTL_S,
        clock,
      }),
      mail: mailOfResets(config, post),
    }),
    sessions,
    profiles: createProfiles(users),
    administration: createAdministration(users, sessions),
    accountDeletions: createAccountDeletions({
      store: users,
      sessions: ports.sessions,
      passwords,
      turns,
      throttle,
      clock,
      eraseAfterMs: config.ERASE_AFTER_S * 1_000,
    }),
    revocations: createRevocations([users.findRevocations, ports.sessions.findRevocations], clock),
  };
}

interface SessionsDependencies extends Pick<SubgraphDependencies<Config>, 'config'> {
  readonly keyStore: KeyStore;
  readonly clock: () => Date;
}

function openSessions(
  { users, sessions: store }: Pick<Ports, 'users' | 'sessions'>,
  { config, keyStore, clock }: SessionsDependencies,
): Sessions {
  const tokens = createAccessTokens({
    keyStore,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    lifetimeS: config.ACCESS_TOKEN_TTL_S,
    clock,
  });
  return createSessions({
    store,
    users,
    tokens,
    clock,
    limits: {
      idleS: config.SESSION_IDLE_S,
      maxS: config.SESSION_MAX_S,
      perAccount: config.SESSIONS_PER_ACCOUNT,
    },
  });
}

function throttleOf(config: Config, models: Models, clock: () => Date): Throttle {
  return createThrottle({
    store: createAttemptRepository(models.attempts),
    clock,
    attempts: { attempts: config.SIGN_INS_PER_MINUTE, seconds: SECONDS_PER_MINUTE },
    signUps: { attempts: config.SIGN_UPS_PER_HOUR, seconds: SECONDS_PER_HOUR },
    passwordResets: {
      address: { attempts: config.PASSWORD_RESETS_PER_HOUR, seconds: SECONDS_PER_HOUR },
      account: { attempts: RESETS_PER_ACCOUNT, seconds: config.PASSWORD_RESET_TTL_S },
    },
  });
}

function keySource(config: Config): KeySource {
  if (config.JWT_PRIVATE_KEYS_FILE !== undefined) return { file: config.JWT_PRIVATE_KEYS_FILE };
  if (config.JWT_PRIVATE_KEYS !== undefined) return { text: config.JWT_PRIVATE_KEYS };
  throw new StartError('JWT_PRIVATE_KEYS_FILE: is not set');
}
