import { invalidCredentials, type InvalidCredentials, type TooManyAttempts } from './failures.js';
import type { Throttle } from './throttle.js';
import type { PasswordClient } from './turns.js';
import type { Account } from './user.js';

/** Hashes passwords, with a limited number of hashes at a time. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** A missing hash costs the same as a wrong password, and the result is false. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether the hash was made with weaker parameters than the current ones. */
  isOutdated(hash: string): boolean;
}

export interface ProofRepository {
  /** Stores the same password under a stronger hash, if it still has the hash `from`. */
  strengthen(id: string, from: string, to: string): Promise<void>;
}

export interface ProofDependencies {
  readonly store: ProofRepository;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
}

/**
 * Checks a password within the limits on guessing. Updates an outdated hash if the password is right.
 *
 * @returns the account with its present hash
 */
export async function provePassword(
  { store, passwords, throttle }: ProofDependencies,
  client: PasswordClient,
  password: string,
  find: () => Promise<Account | undefined>,
): Promise<Account | InvalidCredentials | TooManyAttempts> {
  const admission = await throttle.admitPassword(client);
  // A throttled attempt has the id of its account, too, for the security log.
  const account = await find();
  const accountId = account?.user.id;
  if (!admission.admitted) return { ...admission.error, accountId };
  const right = await passwords.verify(account?.passwordHash, password);
  // A disabled account is answered like a wrong password, and the attempt counts as one.
  if (!right || account === undefined || account.user.disabled) return invalidCredentials(accountId);
  await admission.succeeded();
  if (!passwords.isOutdated(account.passwordHash)) return account;
  const passwordHash = await passwords.hash(password);
  await store.strengthen(account.user.id, account.passwordHash, passwordHash);
  return { ...account, passwordHash };
}
