import { createSecurityLog, type Outcome, type SecurityEvent } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { User } from '../domain/user.js';

/** Failures that a security log is read for; other failures are mistakes in a form. */
const failures: Readonly<Record<string, SecurityEvent>> = {
  InvalidCredentials: 'password refused',
  InvalidResetToken: 'reset token refused',
  TooManyAttempts: 'password attempt throttled',
};

/** Records a security event of an account. It names accounts by id alone: never an email or what was sent. */
export function record({ caller, logger }: Context, event: SecurityEvent, userId?: string): void {
  const by = caller.subject === userId ? undefined : caller.subject;
  createSecurityLog(logger)(event, { userId, by, address: caller.address });
}

/** Records what came of a mutation: the event when it succeeded, or that a password was refused or throttled. */
export function recorded<Payload extends Outcome<{ readonly user: User }, { readonly __typename: string }>>(
  context: Context,
  event: SecurityEvent,
  payload: Payload,
): Payload {
  if ('user' in payload) record(context, event, payload.user.id);
  const failure = payload.errors.map(({ __typename }) => failures[__typename]).find(Boolean);
  if (failure !== undefined) record(context, failure, context.caller.subject);
  return payload;
}
