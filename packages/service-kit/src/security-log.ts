import type { Logger } from './logger.js';

/** The name of a security event, for searching the log. */
export type SecurityEvent =
  | 'signed up'
  | 'signed in'
  | 'password refused'
  | 'password attempt throttled'
  | 'password changed'
  | 'password reset requested'
  | 'password reset'
  | 'reset token refused'
  | 'roles changed'
  | 'account disabled'
  | 'account enabled'
  | 'account deleted'
  | 'session ended'
  | 'sessions ended'
  | 'refresh token reused'
  | 'authorization refused'
  | 'envelope refused';

/** The actor, the affected account and the origin. Never the content of the request: no email, password or token. */
export interface SecurityFacts {
  /** The account that the event affects. */
  readonly userId?: string | undefined;
  /** The signed-in account that acted, when it is a different one. */
  readonly by?: string | undefined;
  /** The client's network address. */
  readonly address?: string | undefined;
  readonly reason?: string | undefined;
  /** The number of such events since the last logged one that were only counted. */
  readonly suppressed?: number | undefined;
}

/** Records security events: lines of the log with `"stream":"security"`, which are written at any `LOG_LEVEL`. */
export type SecurityLog = (event: SecurityEvent, facts: SecurityFacts) => void;

export function createSecurityLog(logger: Logger): SecurityLog {
  const stream = logger.child({ stream: 'security' }, { level: 'info' });
  return (event, facts) => stream.info(facts, event);
}
