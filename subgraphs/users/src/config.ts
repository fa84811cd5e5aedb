import { integer, required, subgraphVariables, url } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z
  .object({
    ...subgraphVariables(4003),
    /** The `iss` claim of access tokens: the URL of this service as their issuer. */
    JWT_ISSUER: required('who issues the access tokens, as a URL'),
    /** The `aud` claim of access tokens: their audience. */
    JWT_AUDIENCE: required('whom the access tokens are for'),
    /** The file of the private keys, which `npm run keys:rotate` creates and changes. */
    JWT_PRIVATE_KEYS_FILE: z.string().optional(),
    /** The private keys themselves, in the same format, for platforms that pass secrets as variables. */
    JWT_PRIVATE_KEYS: z.string().optional(),
    /** The lifetime of an access token, in seconds. The router accepts none that is older than 15 minutes. */
    ACCESS_TOKEN_TTL_S: integer({ min: 1, max: 900, fallback: 900 }),
    /** How long a session lives without being refreshed, in seconds. */
    SESSION_IDLE_S: integer({ min: 60, max: 31_536_000, fallback: 14 * 86_400 }),
    /** The maximum lifetime of a session, in seconds. */
    SESSION_MAX_S: integer({ min: 60, max: 31_536_000, fallback: 90 * 86_400 }),
    /** The maximum number of sessions per account. One more ends the oldest. */
    SESSIONS_PER_ACCOUNT: integer({ min: 1, max: 1_000, fallback: 50 }),
    /** The number of passwords that are hashed at a time. */
    HASH_CONCURRENCY: integer({ min: 1, max: 64, fallback: 2 }),
    /** The maximum number of password attempts that wait for their turn. More are refused. */
    HASH_QUEUE: integer({ min: 0, max: 10_000, fallback: 100 }),
    /**
     * The maximum number of password attempts of one address per minute, including right ones, because each costs a
     * hash.
     */
    SIGN_INS_PER_MINUTE: integer({ min: 1, max: 1_000_000, fallback: 300 }),
    /** The maximum number of sign-ups of one address per hour. */
    SIGN_UPS_PER_HOUR: integer({ min: 1, max: 1_000_000, fallback: 30 }),
    /** The maximum number of password reset links that one address may request per hour. */
    PASSWORD_RESETS_PER_HOUR: integer({ min: 1, max: 1_000_000, fallback: 30 }),
    /** The lifetime of a password reset link, in seconds. */
    PASSWORD_RESET_TTL_S: integer({ min: 60, max: 3_600, fallback: 1_800 }),
    /**
     * The time after which the sessions of a deleted account are erased, in seconds. They end with the account; this only
     * has to be longer than a sign-in takes.
     */
    ERASE_AFTER_S: integer({ min: 1, max: 86_400, fallback: 60 }),
    /**
     * The page on which people choose a new password. Its links end in `#token=…`, which browsers do not send to any
     * server.
     */
    PASSWORD_RESET_URL: url('http:', 'https:').optional(),
    /**
     * The mail server: `smtps://USER:PASSWORD@HOST`, or `smtp://…` with STARTTLS, which is required unless
     * `?requireTLS=false` is added. `console://` prints mail to the terminal of `npm start`. Without a value, no mail
     * is sent and no password can be reset.
     */
    MAIL_URL: url('smtp:', 'smtps:', 'console:').optional(),
    /** The sender of mail: `Shop <shop@example.com>`. */
    MAIL_FROM: z.string().optional(),
  })
  .refine(
    (config) => (config.JWT_PRIVATE_KEYS_FILE === undefined) !== (config.JWT_PRIVATE_KEYS === undefined),
    {
      path: ['JWT_PRIVATE_KEYS_FILE'],
      error: 'set this or JWT_PRIVATE_KEYS, and not both; npm run keys:rotate makes a file',
    },
  )
  .refine(
    ({ MAIL_URL, MAIL_FROM, PASSWORD_RESET_URL }) =>
      MAIL_URL === undefined || (MAIL_FROM !== undefined && PASSWORD_RESET_URL !== undefined),
    {
      path: ['MAIL_URL'],
      error: 'needs MAIL_FROM and PASSWORD_RESET_URL: the sender and the link of its mail',
    },
  );

export type Config = z.infer<typeof configSchema>;
