import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { WebRefreshSessionDocument } from '../generated/graphql.ts';
import { session } from '../session/session.ts';
import { createCache } from './cache.ts';
import { retryLink } from './retry-link.ts';
import { sessionLink } from './session-link.ts';
import { trustedDocumentsLink } from './trusted-documents.ts';

/** The shop's server passes `/graphql` on to the router: one origin, and so no preflight before each request. */
export const client: ApolloClient = new ApolloClient({
  link: ApolloLink.from([
    retryLink(),
    sessionLink(refreshSession),
    trustedDocumentsLink(),
    new HttpLink({ uri: '/graphql' }),
  ]),
  cache: createCache(),
  clientAwareness: { name: 'storefront', version: '0.1.0' },
  defaultOptions: {
    // A field that failed is null, and the page shows the rest.
    watchQuery: { errorPolicy: 'all', fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' },
  },
});

/** The cache is one customer's. It is emptied when another signs in or this one signs out, in whichever tab of the shop. */
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
    // The tokens are the session's, not the cache's; and the access token is what has ended.
    fetchPolicy: 'no-cache',
    context: { anonymous: true },
  });
  return data?.refreshSession?.session ?? null;
}
