import { randomUUID } from 'node:crypto';
import { normaliseEmail } from './email.js';
import { done, failed, type Outcome } from '@supergraph/service-kit';
import {
  invalidCredentials,
  invalidInput,
  signUpRefused,
  type InvalidCredentials,
  type InvalidInput,
  type SignUpRefused,
  type TooManyAttempts,
} from './failures.js';
import { findPasswordFault } from './password.js';
import { provePassword, type ProofDependencies, type ProofRepository } from './prove-password.js';
import { readName, type Findings } from './profile-input.js';
import type { Origin } from './origin.js';
import { createRefusedAccountLookup } from './refused-account.js';
import type { Session, Sessions } from './sessions.js';
import { inTurn, type Turns } from './turns.js';
import type { Account, User } from './user.js';

export interface AccountRepository extends ProofRepository {
  findAccountByEmail(email: string): Promise<Account | undefined>;
  findAccount(id: string): Promise<Account | undefined>;
  /** @returns false if the email already has an account */
  insert(account: Account): Promise<boolean>;
  /** Changes a password if it still has the hash `from`, and ends all sessions. @returns the changed account */
  changePassword(id: string, from: string, to: string): Promise<Account | undefined>;
}

export interface SignedIn {
  readonly session: Session;
  readonly user: User;
}

export interface Accounts {
  signUp(
    input: { name: string; email: string; password: string },
    origin: Origin,
  ): Promise<Outcome<SignedIn, InvalidInput | SignUpRefused | TooManyAttempts>>;
  signIn(
    input: { email: string; password: string },
    origin: Origin,
  ): Promise<Outcome<SignedIn, InvalidCredentials | TooManyAttempts>>;
  /** @returns undefined when there is no such user */
  changePassword(
    userId: string,
    input: { currentPassword: string; newPassword: string },
    origin: Origin,
  ): Promise<Outcome<SignedIn, InvalidInput | InvalidCredentials | TooManyAttempts> | undefined>;
}

export interface AccountsDependencies extends ProofDependencies {
  readonly store: AccountRepository;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly clock: () => Date;
}

interface SignInDependencies extends AccountsDependencies {
  /** Finds the account of a refused attempt, if it may. */
  readonly findRefused: (email: string) => Promise<string | undefined>;
}

export function createAccounts(dependencies: AccountsDependencies): Accounts {
  const findRefused = createRefusedAccountLookup((email) => dependencies.store.findAccountByEmail(email));
  return {
    signUp: (input, origin) => signUp(dependencies, input, origin),
    signIn: (input, origin) => signIn({ ...dependencies, findRefused }, input, origin),
    changePassword: (userId, input, origin) => changePassword(dependencies, userId, input, origin),
  };
}

/**
 * The insert itself finds that an email is taken, after the same work as for a free one. The error then names no field.
 */
async function signUp(
  dependencies: AccountsDependencies,
  input: { name: string; email: string; password: string },
  origin: Origin,
): ReturnType<Accounts['signUp']> {
  const { store, sessions, passwords, throttle, clock } = dependencies;
  const findings: Findings = { found: [] };
  const name = readName(findings, input.name);
  const email = normaliseEmail(input.email);
  if (email === undefined) {
    findings.found.push(invalidInput(['email'], 'Give an email address, like ada@example.com.'));
  }
  const passwordFault = findPasswordFault(input.password, { name, email: email ?? '' });
  if (passwordFault !== undefined) findings.found.push(invalidInput(['password'], passwordFault));
  const [fault, ...others] = findings.found;
  if (fault !== undefined || email === undefined) return { errors: [fault ?? signUpRefused(), ...others] };

  return inTurn(dependencies.turns, { account: email, address: origin.address }, async () => {
    const refusal = await throttle.admitSignUp(origin.address);
    if (refusal !== undefined) return failed(refusal);
    const passwordHash = await passwords.hash(input.password);
    const user: User = {
      id: randomUUID(),
      name,
      email,
      roles: ['CUSTOMER'],
      defaultAddress: null,
      createdAt: clock(),
      disabled: false,
    };
    const account = { user, passwordHash, sessionEpoch: 0, tokenEpoch: 0 };
    if (!(await store.insert(account))) return failed(signUpRefused());
    return done({ session: await sessions.begin(account, origin), user });
  });
}

/** An unknown email takes the same work as a wrong password and gets the same answer, so neither shows which exist. */
async function signIn(
  dependencies: SignInDependencies,
  { email, password }: { email: string; password: string },
  origin: Origin,
): ReturnType<Accounts['signIn']> {
  const { store, sessions } = dependencies;
  // Text that is no address has no account. The lookup runs anyway, so that both cases take the same time.
  const name = normaliseEmail(email) ?? email.slice(0, 254).toLowerCase();
  const client = { account: name, address: origin.address };
  const find = () => store.findAccountByEmail(name);
  const attempt = async () => {
    const proof = await provePassword(dependencies, client, password, find);
    if ('__typename' in proof) return failed(proof);
    return done({ session: await sessions.begin(proof, origin), user: proof.user });
  };
  return inTurn(dependencies.turns, client, attempt, () => dependencies.findRefused(name));
}

async function changePassword(
  dependencies: AccountsDependencies,
  userId: string,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  origin: Origin,
): ReturnType<Accounts['changePassword']> {
  const { store, sessions, passwords } = dependencies;
  const account = await store.findAccount(userId);
  if (account === undefined) return undefined;
  const fault = findPasswordFault(newPassword, account.user);
  if (fault !== undefined) return failed(invalidInput(['newPassword'], fault));
  const client = { account: account.user.email, address: origin.address };
  const attempt = async () => {
    const proof = await provePassword(dependencies, client, currentPassword, () => Promise.resolve(account));
    if ('__typename' in proof) return failed(proof);
    const passwordHash = await passwords.hash(newPassword);
    const changed = await store.changePassword(userId, proof.passwordHash, passwordHash);
    // The password changed since the account was read, so the given password is no longer current.
    if (changed === undefined) return failed(invalidCredentials(userId));
    return done({ session: await sessions.begin(changed, origin), user: changed.user });
  };
  return inTurn(dependencies.turns, client, attempt, () => userId);
}
