import { createSecurityLog, type Outcome, type SecurityEvent } from '@supergraph/service-kit';
import type { Context } from '../context.js';
import type { OfAccount } from '../domain/failures.js';
import type { User } from '../domain/user.js';

/** The failures that belong in the security log. Other failures are mistakes in a form. */
const failures: Readonly<Record<string, SecurityEvent>> = {
  InvalidCredentials: 'password refused',
  InvalidResetToken: 'reset token refused',
  TooManyAttempts: 'password attempt throttled',
};

/** Records a security event of an account. It identifies accounts by id alone, without emails or input. */
export function record({ caller, logger }: Context, event: SecurityEvent, userId?: string): void {
  const by = caller.subject === userId ? undefined : caller.subject;
  createSecurityLog(logger())(event, { userId, by, address: caller.address });
}

/** The result of a mutation, which concerns the user in it, or otherwise the caller. */
type Result = Outcome<{ readonly user?: User }, OfAccount & { readonly __typename: string }>;

/** Records the result of a mutation: the given event if it succeeded, or that it was refused or throttled. */
export function recorded<Payload extends Result>(
  context: Context,
  event: SecurityEvent,
  payload: Payload,
): Payload {
  if (payload.errors.length === 0) record(context, event, userOf(payload) ?? context.caller.subject);
  for (const { __typename, accountId } of payload.errors) {
    const failure = failures[__typename];
    if (failure !== undefined) record(context, failure, accountId ?? context.caller.subject);
  }
  return payload;
}

function userOf(payload: Result): string | undefined {
  return 'user' in payload ? payload.user?.id : undefined;
}
