import type { ApolloClient } from '@apollo/client';
import { attempt } from '../checkout/attempt.ts';
import { WebSignInDocument, WebSignOutDocument } from '../generated/graphql.ts';
import { tokens } from './refresh.ts';
import { session } from './session.ts';
import { ANONYMOUSLY } from '../graph/anonymously.ts';

/** @returns the reason of a failure, as text for the customer; otherwise undefined. Throws when the shop cannot be reached. */
export async function signIn(
  client: ApolloClient,
  input: { readonly email: string; readonly password: string },
): Promise<string | undefined> {
  const { data } = await client.mutate({
    mutation: WebSignInDocument,
    variables: { input },
    ...ANONYMOUSLY,
  });
  const { session: started, user, errors } = data?.signIn ?? {};
  if (!started || !user) return errors?.[0]?.message ?? 'Signing in did not work. Please try again.';
  session.set({ userId: user.id, name: user.name, ...tokens(started) });
  return undefined;
}

/** Signs out in the browser at once, and at the server if it can be reached. */
export async function signOut(client: ApolloClient): Promise<void> {
  const { refreshToken } = session.get() ?? {};
  session.set(null);
  attempt.set(null);
  if (refreshToken === undefined) return;
  await client
    .mutate({
      mutation: WebSignOutDocument,
      variables: { input: { refreshToken } },
      ...ANONYMOUSLY,
    })
    .catch(() => undefined);
}
