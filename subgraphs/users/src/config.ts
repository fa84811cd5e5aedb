import { integer, required, subgraphVariables, url } from '@supergraph/service-kit';
import { z } from 'zod';

export const configSchema = z
  .object({
    ...subgraphVariables(4003),
    /** The `iss` of access tokens: who this service is, as a URL. */
    JWT_ISSUER: required('who issues the access tokens, as a URL'),
    /** The `aud` of access tokens: whom they are for. */
    JWT_AUDIENCE: required('whom the access tokens are for'),
    /** The file of the private keys; made and changed by `npm run keys:rotate`. */
    JWT_PRIVATE_KEYS_FILE: z.string().optional(),
    /** The private keys themselves, where secrets come as variables: the same format. */
    JWT_PRIVATE_KEYS: z.string().optional(),
    /** How long an access token is good, in seconds. The router takes none that is older than 15 minutes. */
    ACCESS_TOKEN_TTL_S: integer({ min: 1, max: 900, fallback: 900 }),
    /** How long a session lives without being refreshed, in seconds. */
    SESSION_IDLE_S: integer({ min: 60, max: 31_536_000, fallback: 14 * 86_400 }),
    /** How long a session lives at most, in seconds. */
    SESSION_MAX_S: integer({ min: 60, max: 31_536_000, fallback: 90 * 86_400 }),
    /** How many sessions an account has at most: one more ends the oldest. */
    SESSIONS_PER_ACCOUNT: integer({ min: 1, max: 1_000, fallback: 50 }),
    /** How many passwords are hashed at a time. */
    HASH_CONCURRENCY: integer({ min: 1, max: 64, fallback: 2 }),
    /** How many password attempts may wait for their turn before more are refused. */
    HASH_QUEUE: integer({ min: 0, max: 10_000, fallback: 100 }),
    /** How many passwords one address may try in a minute, right ones included: each costs a hash. */
    SIGN_INS_PER_MINUTE: integer({ min: 1, max: 1_000_000, fallback: 300 }),
    /** How many accounts one address may ask for in an hour. */
    SIGN_UPS_PER_HOUR: integer({ min: 1, max: 1_000_000, fallback: 30 }),
    /** How many links to choose a new password one address may ask for in an hour. */
    PASSWORD_RESETS_PER_HOUR: integer({ min: 1, max: 1_000_000, fallback: 30 }),
    /** How long such a link is good, in seconds. */
    PASSWORD_RESET_TTL_S: integer({ min: 60, max: 3_600, fallback: 1_800 }),
    /** The page where people choose a new password. Its links end in `#token=…`, a part of the address that browsers send to no server. */
    PASSWORD_RESET_URL: url('http:', 'https:').optional(),
    /**
     * The mail server, `smtps://USER:PASSWORD@HOST` or `smtp://…`, which must offer STARTTLS unless
     * `?requireTLS=false` is added. `console://` hands mail to the terminal of `npm start`. Unset: no mail is sent and no password is reset.
     */
    MAIL_URL: url('smtp:', 'smtps:', 'console:').optional(),
    /** The sender of the mail: `Shop <shop@example.com>`. */
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
