import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  HttpLink,
  InMemoryCache,
  gql,
  type TypedDocumentNode,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';
import { from, switchMap } from 'rxjs';

export interface Session {
  accessToken: string;
  refreshToken: string;
}

const REFRESH: TypedDocumentNode<
  { refreshSession: { session: Session | null } },
  { input: { refreshToken: string } }
> = gql`
  mutation Refresh($input: RefreshSessionInput!) {
    refreshSession(input: $input) {
      session {
        accessToken
        refreshToken
      }
    }
  }
`;

/** A client that sends the session's token and renews it once for all requests that need it. */
export function createShop(uri: string, kept?: Session) {
  let session = kept;
  let refreshing: Promise<void> | undefined;
  const http = new HttpLink({ uri });
  const anonymous = new ApolloClient({ link: http, cache: new InMemoryCache() });

  async function refresh(refreshToken: string): Promise<void> {
    const { data } = await anonymous.mutate({
      mutation: REFRESH,
      variables: { input: { refreshToken } },
    });
    session = data?.refreshSession.session ?? undefined;
  }

  const renewed = new ErrorLink(({ error, operation, forward }) => {
    const isOver =
      CombinedGraphQLErrors.is(error) &&
      error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
    if (!isOver || session === undefined) return;
    refreshing ??= refresh(session.refreshToken).finally(() => (refreshing = undefined));
    return from(refreshing).pipe(switchMap(() => forward(operation)));
  });
  const signed = new SetContextLink(({ headers }) => {
    if (session === undefined) return {};
    return { headers: { ...(headers as object), authorization: `Bearer ${session.accessToken}` } };
  });

  return new ApolloClient({
    link: ApolloLink.from([renewed, signed, http]),
    cache: new InMemoryCache({
      typePolicies: {
        Money: { keyFields: false },
        Query: { fields: { products: relayStylePagination(['filter', 'sort']) } },
      },
    }),
  });
}
