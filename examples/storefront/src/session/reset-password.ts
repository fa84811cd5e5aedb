import type { ApolloClient } from '@apollo/client';
import { WebRequestPasswordResetDocument, WebResetPasswordDocument } from '../generated/graphql.ts';
import { session } from './session.ts';
import { ANONYMOUSLY } from '../graph/anonymously.ts';

const UNKNOWN = 'That did not work. Please try again.';

/** @returns the reason of a failure, as text for the customer; otherwise undefined. Throws when the shop cannot be reached. */
export async function requestPasswordReset(client: ApolloClient, email: string): Promise<string | undefined> {
  const { data } = await client.mutate({
    mutation: WebRequestPasswordResetDocument,
    variables: { input: { email } },
    ...ANONYMOUSLY,
  });
  const { requested, errors } = data?.requestPasswordReset ?? {};
  return requested === true ? undefined : (errors?.[0]?.message ?? UNKNOWN);
}

/**
 * Sets a new password, which ends all sessions of the account, also the one in this browser.
 *
 * @param token from the link in the mail
 * @returns the reason of a failure, as text for the customer; otherwise undefined. Throws when the shop cannot be reached.
 */
export async function resetPassword(
  client: ApolloClient,
  input: { readonly token: string; readonly newPassword: string },
): Promise<string | undefined> {
  const { data } = await client.mutate({
    mutation: WebResetPasswordDocument,
    variables: { input },
    ...ANONYMOUSLY,
  });
  const { user, errors } = data?.resetPassword ?? {};
  if (!user) return errors?.[0]?.message ?? UNKNOWN;
  if (session.get()?.userId === user.id) session.set(null);
  return undefined;
}
