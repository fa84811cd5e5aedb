/** Expected failures as data. Each is named after its error type in the schema. */

/** A field's value breaks a rule of the shop. */
export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly message: string;
  /** The path starts at the mutation's `input`. */
  readonly path: readonly string[];
}

export interface SignUpRefused {
  readonly __typename: 'SignUpRefused';
  readonly message: string;
}

/** A failure that concerns an account. */
export interface OfAccount {
  /** For the security log: the schema has no such field. Undefined if there is no such account, or it is not known. */
  readonly accountId?: string | undefined;
}

export interface InvalidCredentials extends OfAccount {
  readonly __typename: 'InvalidCredentials';
  readonly message: string;
}

export interface TooManyAttempts extends OfAccount {
  readonly __typename: 'TooManyAttempts';
  readonly message: string;
  /** The time until the next attempt is admitted, in seconds. */
  readonly retryAfter: number;
}

/** It concerns an account if the token was used before. */
export interface InvalidRefreshToken extends OfAccount {
  readonly __typename: 'InvalidRefreshToken';
  readonly message: string;
  readonly path: readonly string[];
}

export interface InvalidResetToken {
  readonly __typename: 'InvalidResetToken';
  readonly message: string;
  readonly path: readonly string[];
}

export interface UserNotFound {
  readonly __typename: 'UserNotFound';
  readonly message: string;
  readonly path: readonly string[];
  readonly userId: string;
}

export interface SessionNotFound {
  readonly __typename: 'SessionNotFound';
  readonly message: string;
  readonly path: readonly string[];
}

export interface AdministratorNeeded {
  readonly __typename: 'AdministratorNeeded';
  readonly message: string;
  readonly path: readonly string[];
}

/** The shop cannot be without an administrator. */
export interface LastAdministrator {
  readonly __typename: 'LastAdministrator';
  readonly message: string;
}

export function invalidInput(path: readonly string[], message: string): InvalidInput {
  return { __typename: 'InvalidInput', message, path };
}

export function signUpRefused(): SignUpRefused {
  return {
    __typename: 'SignUpRefused',
    message: 'No account can be made with these details. If you have one already, sign in instead.',
  };
}

export function invalidCredentials(accountId: string | undefined): InvalidCredentials {
  return {
    __typename: 'InvalidCredentials',
    accountId,
    message: 'Email and password do not belong together. Check both and try again.',
  };
}

export function tooManyAttempts(retryAfter: number): TooManyAttempts {
  const seconds = Math.max(1, Math.ceil(retryAfter));
  return {
    __typename: 'TooManyAttempts',
    message: `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    retryAfter: seconds,
  };
}

/** @param accountId the account whose token was used before, if it was */
export function invalidRefreshToken(accountId?: string): InvalidRefreshToken {
  return {
    __typename: 'InvalidRefreshToken',
    accountId,
    message: 'The refresh token is unknown, over, or was used before. Sign in again.',
    path: ['refreshToken'],
  };
}

export function invalidResetToken(): InvalidResetToken {
  return {
    __typename: 'InvalidResetToken',
    message: 'The link was used, has run out, or is not one of ours. Ask for a new one.',
    path: ['token'],
  };
}

export function userNotFound(userId: string): UserNotFound {
  return { __typename: 'UserNotFound', message: 'There is no such account.', path: ['userId'], userId };
}

export function sessionNotFound(): SessionNotFound {
  return {
    __typename: 'SessionNotFound',
    message: 'You have no such session. It may have ended already.',
    path: ['id'],
  };
}

export function administratorNeeded(): AdministratorNeeded {
  return {
    __typename: 'AdministratorNeeded',
    message: 'This is an account of staff. Ask an administrator.',
    path: ['userId'],
  };
}

export function lastAdministrator(): LastAdministrator {
  return {
    __typename: 'LastAdministrator',
    message: 'This is the last administrator. Give someone else the role ADMIN first.',
  };
}
