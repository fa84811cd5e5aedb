import { ApolloClient, ApolloLink } from '@apollo/client';
import { WebRefreshSessionDocument } from '../generated/graphql.ts';
import { session } from '../session/session.ts';
import { createCache } from './cache.ts';
import { httpLink } from './http-link.ts';
import { retryLink } from './retry-link.ts';
import { sessionLink } from './session-link.ts';
import { trustedDocumentsLink } from './trusted-documents.ts';
import { ANONYMOUSLY } from './anonymously.ts';

export const client: ApolloClient = new ApolloClient({
  link: ApolloLink.from([retryLink(), sessionLink(refreshSession), trustedDocumentsLink(), httpLink()]),
  cache: createCache(),
  clientAwareness: { name: 'storefront', version: '0.1.0' },
  defaultOptions: {
    // A failed field is null, and the page shows the others.
    watchQuery: { errorPolicy: 'all', fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
  },
});

/** The cache belongs to one customer. It is emptied when the customer of any tab changes. */
let customer = session.get()?.userId;
session.subscribe(() => {
  const next = session.get()?.userId;
  if (next === customer) return;
  customer = next;
  void client.resetStore();
});

async function refreshSession(refreshToken: string) {
  const { data } = await client.mutate({
    mutation: WebRefreshSessionDocument,
    variables: { input: { refreshToken } },
    // Tokens do not belong in the cache, and the expired access token is not sent.
    ...ANONYMOUSLY,
  });
  return data?.refreshSession?.session ?? null;
}
