import type { Logger } from './logger.js';

/** The name of a security event, as a search of the log finds it. */
export type SecurityEvent =
  | 'signed up'
  | 'signed in'
  | 'password refused'
  | 'password attempt throttled'
  | 'password changed'
  | 'roles changed'
  | 'account disabled'
  | 'account enabled'
  | 'session ended'
  | 'sessions ended'
  | 'refresh token reused'
  | 'authorization refused'
  | 'envelope refused';

/** Who did it, to whom and from where. Never what was sent: no email, password or token. */
export interface SecurityFacts {
  /** The account that it happened to. */
  readonly userId?: string | undefined;
  /** The signed-in account that did it, when it is another. */
  readonly by?: string | undefined;
  /** The client's network address. */
  readonly address?: string | undefined;
  readonly reason?: string | undefined;
  /** Events of the kind that were counted and not logged since the last one. */
  readonly suppressed?: number | undefined;
}

/** Records security events: lines of the log with `"stream":"security"`. */
export type SecurityLog = (event: SecurityEvent, facts: SecurityFacts) => void;

export function createSecurityLog(logger: Logger): SecurityLog {
  const stream = logger.child({ stream: 'security' });
  return (event, facts) => stream.info(facts, event);
}
