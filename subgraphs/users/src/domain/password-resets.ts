import { done, failed, serviceUnavailable, type Outcome } from '@supergraph/service-kit';
import type { Passwords } from './accounts.js';
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
import type { Throttle } from './throttle.js';
import { inTurn, type Turns } from './turns.js';
import type { Account, User } from './user.js';

/** A mail to one person, as plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail after the answer that it belongs to, so that no answer waits for it or tells whether there was any. */
export interface Post {
  /** @param write the mail; undefined when there is none to send after all */
  send(write: () => Promise<Mail | undefined>): void;
}

/** Tokens of links to choose a new password. */
export interface ResetTokens {
  issue(account: Account): string;
  /** @returns whom the token was issued to; undefined when it is not one of ours or has run out */
  read(token: string): { readonly userId: string; isFor(account: Account): boolean } | undefined;
}

export interface PasswordResets {
  /** @throws PublicError when no mail can be sent here */
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
  /** Undefined where no mail is set up. */
  readonly mail: { readonly post: Post; readonly page: string; readonly lifetimeS: number } | undefined;
}

export function createPasswordResets(dependencies: PasswordResetsDependencies): PasswordResets {
  return {
    request: (input, origin) => request(dependencies, input, origin),
    reset: (input, origin) => reset(dependencies, input, origin),
  };
}

/** The account is looked up after the answer, which is therefore the same in content and time with and without one. */
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
 * The text has nothing that a stranger could choose: whoever signs up with another's address must not have the shop write
 * to that person in words of theirs.
 */
function linkMail(to: string, link: string, lifetimeS: number): Mail {
  const text = `Someone, probably you, asked to choose a new password for this email address.

Open this link within ${Math.ceil(lifetimeS / 60)} minutes:

${link}

If it was not you, do nothing: your password stays as it is.
`;
  return { to, subject: 'Choose a new password', text };
}

/** The token is bound to the password's hash, and the hash is compared again by the update: of several uses at once one succeeds. */
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
  return inTurn(turns, client, async () => {
    const passwordHash = await passwords.hash(newPassword);
    const changed = await store.changePassword(id, account.passwordHash, passwordHash);
    if (changed === undefined) return failed(invalidResetToken());
    // Who forgot a password has tried wrong ones: those must not keep the new one out.
    await throttle.trust(client);
    return done({ user: changed.user });
  });
}
