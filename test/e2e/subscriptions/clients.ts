import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { WebSocket } from 'ws';

/** The callbacks of an application that subscribes. */
export interface Handler {
  readonly next: (data: unknown) => void;
  readonly error: (error: unknown) => void;
}

/** A public client library that supports subscriptions. */
export interface SubscribingClient {
  readonly name: string;
  /** @returns a function that ends the subscription */
  subscribe(url: string, token: string, query: string, handler: Handler): () => void;
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const graphqlWs: SubscribingClient = {
  name: 'graphql-ws over WebSocket',
  subscribe(url, token, query, { next, error }) {
    const client = createWsClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: bearer(token),
      retryAttempts: 0,
    });
    client.subscribe(
      { query },
      { next: ({ data, errors }) => (errors ? error(errors) : next(data)), error, complete: () => undefined },
    );
    return () => void client.dispose();
  },
};

const graphqlSse: SubscribingClient = {
  name: 'graphql-sse over Server-Sent Events',
  subscribe(url, token, query, { next, error }) {
    const client = createSseClient({ url, headers: bearer(token), retryAttempts: 0 });
    client.subscribe(
      { query },
      { next: ({ data, errors }) => (errors ? error(errors) : next(data)), error, complete: () => undefined },
    );
    return () => client.dispose();
  },
};

const apollo: SubscribingClient = {
  name: 'Apollo Client over multipart',
  subscribe(url, token, query, { next, error }) {
    const client = new ApolloClient({
      link: new HttpLink({ uri: url, headers: bearer(token) }),
      cache: new InMemoryCache(),
    });
    const subscription = client
      .subscribe({ query: gql(query), fetchPolicy: 'no-cache' })
      .subscribe({ next: ({ data, error: failure }) => (failure ? error(failure) : next(data)), error });
    return () => {
      subscription.unsubscribe();
      client.stop();
    };
  },
};

const urqlFetch: SubscribingClient = {
  name: 'urql over fetch',
  subscribe(url, token, query, { next, error }) {
    const client = new Client({
      url,
      fetchOptions: { headers: bearer(token) },
      fetchSubscriptions: true,
      preferGetMethod: false,
      exchanges: [fetchExchange],
    });
    const subscription = client
      .subscription(query, {})
      .subscribe(({ data, error: failure }) => (failure ? error(failure) : next(data)));
    return () => subscription.unsubscribe();
  },
};

const urqlWs: SubscribingClient = {
  name: 'urql over graphql-ws',
  subscribe(url, token, query, { next, error }) {
    const socket = createWsClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: bearer(token),
      retryAttempts: 0,
    });
    const client = new Client({
      url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query: text, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe(
                { query: text ?? '', variables: variables as Record<string, unknown> },
                {
                  next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
                  error: (failure) => sink.error(failure),
                  complete: () => sink.complete(),
                },
              ),
            }),
          }),
        }),
      ],
    });
    const subscription = client
      .subscription(query, {})
      .subscribe(({ data, error: failure }) => (failure ? error(failure) : next(data)));
    return () => {
      subscription.unsubscribe();
      void socket.dispose();
    };
  },
};

export const subscribingClients: readonly SubscribingClient[] = [
  graphqlWs,
  graphqlSse,
  apollo,
  urqlFetch,
  urqlWs,
];
