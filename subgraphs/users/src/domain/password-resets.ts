import { done, failed, serviceUnavailable, type Outcome } from '@supergraph/service-kit';
import { normaliseEmail } from './email.js';
import {
  invalidInput,
  invalidResetToken,
  type InvalidInput,
  type InvalidResetToken,
  type TooManyAttempts,
} from './failures.js';
import type { Origin } from './origin.js';
import { findPasswordFault } from './password.js';
import type { Passwords } from './prove-password.js';
import type { Throttle } from './throttle.js';
import { inTurn, type Turns } from './turns.js';
import type { Account, User } from './user.js';

/** A mail to one person, as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail after the response, so that no response waits for it or shows whether a mail is sent. */
export interface Post {
  /** @param write returns the mail, or undefined if none is to be sent */
  send(write: () => Promise<Mail | undefined>): void;
}

/** The tokens of links for choosing a new password. */
export interface ResetTokens {
  issue(account: Account): string;
  /** @returns the user for whom the token was issued; undefined if the token is invalid or has expired */
  read(token: string): { readonly userId: string; isFor(account: Account): boolean } | undefined;
}

export interface PasswordResets {
  /** @throws PublicError if no mail server is configured */
  request(
    input: { email: string },
    origin: Origin,
  ): Promise<Outcome<{ requested: true }, InvalidInput | TooManyAttempts>>;
  reset(
    input: { token: string; newPassword: string },
    origin: Origin,
  ): Promise<Outcome<{ user: User }, InvalidInput | InvalidResetToken | TooManyAttempts>>;
}

export interface PasswordResetsDependencies {
  readonly store: {
    findAccountByEmail(email: string): Promise<Account | undefined>;
    findAccount(id: string): Promise<Account | undefined>;
    /** Changes a password if it still has the hash `from`, and ends all sessions. @returns the changed account */
    changePassword(id: string, from: string, to: string): Promise<Account | undefined>;
  };
  readonly passwords: Pick<Passwords, 'hash'>;
  readonly turns: Turns;
  readonly throttle: Pick<Throttle, 'admitPasswordReset' | 'trust'>;
  readonly tokens: ResetTokens;
  /** Undefined if no mail server is configured. */
  readonly mail: { readonly post: Post; readonly page: string; readonly lifetimeS: number } | undefined;
}

export function createPasswordResets(dependencies: PasswordResetsDependencies): PasswordResets {
  return {
    request: (input, origin) => request(dependencies, input, origin),
    reset: (input, origin) => reset(dependencies, input, origin),
  };
}

/** The account is looked up after the response, so neither content nor time of the response shows whether it exists. */
async function request(
  { store, throttle, tokens, mail }: PasswordResetsDependencies,
  input: { email: string },
  { address }: Origin,
): ReturnType<PasswordResets['request']> {
  if (mail === undefined) throw serviceUnavailable('No mail is set up here, so passwords cannot be reset.');
  const email = normaliseEmail(input.email);
  if (email === undefined) {
    return failed(invalidInput(['email'], 'Give an email address, like ada@example.com.'));
  }
  const refusal = await throttle.admitPasswordReset({ account: email, address });
  if (refusal !== undefined) return failed(refusal);
  mail.post.send(async () => {
    const account = await store.findAccountByEmail(email);
    if (account === undefined || account.user.disabled) return undefined;
    return linkMail(email, `${mail.page}#token=${tokens.issue(account)}`, mail.lifetimeS);
  });
  return done({ requested: true as const });
}

/**
 * The text contains nothing that another person can choose. Otherwise somebody could sign up with a stranger's address
 * and make the shop send that person a text of their choice.
 */
function linkMail(to: string, link: string, lifetimeS: number): Mail {
  const text = `Someone, probably you, asked to choose a new password for this email address.

Open this link within ${Math.ceil(lifetimeS / 60)} minutes:

${link}

If it was not you, do nothing: your password stays as it is.
`;
  return { to, subject: 'Choose a new password', text };
}

/**
 * The token is bound to the password's hash, and the update compares the hash again, so only one of several concurrent
 * uses succeeds.
 */
async function reset(
  { store, passwords, turns, throttle, tokens }: PasswordResetsDependencies,
  { token, newPassword }: { token: string; newPassword: string },
  { address }: Origin,
): ReturnType<PasswordResets['reset']> {
  const claim = tokens.read(token);
  const account = claim === undefined ? undefined : await store.findAccount(claim.userId);
  if (account === undefined || account.user.disabled || claim?.isFor(account) !== true) {
    return failed(invalidResetToken());
  }
  const { id, email } = account.user;
  const fault = findPasswordFault(newPassword, account.user);
  if (fault !== undefined) return failed(invalidInput(['newPassword'], fault));
  const client = { account: email, address };
  const attempt = async () => {
    const passwordHash = await passwords.hash(newPassword);
    const changed = await store.changePassword(id, account.passwordHash, passwordHash);
    if (changed === undefined) return failed(invalidResetToken());
    // The owner has probably tried wrong passwords before. These attempts must not block the new password.
    await throttle.trust(client);
    return done({ user: changed.user });
  };
  return inTurn(turns, client, attempt, () => id);
}
