import { setTimeout as sleep } from 'node:timers/promises';
import {
  ApolloClient,
  CombinedGraphQLErrors,
  CombinedProtocolErrors,
  gql,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { Client, createRequest, fetchExchange, subscriptionExchange, type CombinedError } from 'urql';
import { WebSocket } from 'ws';
import { createPosition } from './position.js';

export interface CodedError {
  readonly message: string;
  readonly extensions?: { readonly code?: unknown };
}

/** One payload of a subscription. */
export interface Received {
  readonly data: unknown;
  readonly eventId: string | undefined;
  readonly errors: readonly CodedError[];
}

/** The callbacks of an application that subscribes. */
export interface Handler {
  next(received: Received): void;
  /** Called when the server has ended the subscription, with its errors. */
  end(errors: readonly CodedError[]): void;
}

/**
 * A public client library, with what an application adds: it subscribes again after a lost connection, with the id of the
 * last event.
 */
export interface SubscribingClient {
  readonly name: string;
  /**
   * @param url the current address of the router
   * @returns a function that ends the subscription
   */
  subscribe(url: () => string, token: string, query: string, handler: Handler): () => void;
}

const MAX_ATTEMPTS = 500;
const RETRY_MS = 100;
const pause = () => sleep(RETRY_MS);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The server has ended the subscription for a reason that another attempt does not change. */
const isFinal = ({ extensions }: CodedError) => extensions?.code !== 'SUBSCRIPTION_MOVED';

function openSocket(url: () => string, token: string) {
  return createWsClient({
    url: () => url().replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: bearer(token),
    // A refused connection is no close event, after which alone it would connect again by default.
    shouldRetry: () => true,
    retryAttempts: MAX_ATTEMPTS,
    retryWait: pause,
  });
}

const graphqlWs: SubscribingClient = {
  name: 'graphql-ws over WebSocket',
  subscribe(url, token, query, handler) {
    const client = openSocket(url, token);
    const { extensions, note } = createPosition();
    // The library sends the same object again when it reconnects.
    client.subscribe(
      { query, extensions },
      {
        next: ({ data, errors = [], extensions: sent }) =>
          handler.next({ data, errors, eventId: note(sent) }),
        error: (failure) => handler.end(Array.isArray(failure) ? (failure as CodedError[]) : []),
        complete: () => handler.end([]),
      },
    );
    return () => void client.dispose();
  },
};

const graphqlSse: SubscribingClient = {
  name: 'graphql-sse over Server-Sent Events',
  subscribe(url, token, query, handler) {
    const client = createSseClient({
      url,
      headers: bearer(token),
      retryAttempts: MAX_ATTEMPTS,
      retry: pause,
    });
    const { extensions, note } = createPosition();
    let last: readonly CodedError[] = [];
    // The library sends the same object again when it reconnects.
    client.subscribe(
      { query, extensions },
      {
        next({ data, errors = [], extensions: sent }) {
          last = errors;
          handler.next({ data, errors, eventId: note(sent) });
        },
        error: () => handler.end(last),
        complete: () => handler.end(last),
      },
    );
    return () => client.dispose();
  },
};

const apollo: SubscribingClient = {
  name: 'Apollo Client over multipart',
  subscribe(url, token, query, handler) {
    const client = new ApolloClient({
      link: new HttpLink({ uri: () => url(), headers: bearer(token) }),
      cache: new InMemoryCache(),
    });
    const { extensions, note } = createPosition();
    return repeat((again) => {
      let failure: readonly CodedError[] = [];
      const subscription = client
        .subscribe({
          query: gql(query),
          fetchPolicy: 'no-cache',
          errorPolicy: 'all',
          extensions: { ...extensions },
        })
        .subscribe({
          next({ data, error, extensions: sent }) {
            failure = errorsIn(error);
            if (data != null) handler.next({ data, errors: failure, eventId: note(sent) });
          },
          complete() {
            if (failure.some(isFinal)) handler.end(failure);
            else again();
          },
        });
      return () => subscription.unsubscribe();
    });
  },
};

/** The errors that the server has sent. There are none when the connection failed. */
function errorsIn(error: unknown): readonly CodedError[] {
  return CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error) ? error.errors : [];
}

const urqlFetch: SubscribingClient = {
  name: 'urql over fetch',
  subscribe(url, token, query, handler) {
    const { extensions, note } = createPosition();
    return repeat((again) => {
      const client = new Client({
        url: url(),
        fetchOptions: { headers: bearer(token) },
        fetchSubscriptions: true,
        preferGetMethod: false,
        exchanges: [fetchExchange],
      });
      const request = createRequest(query, {}, { ...extensions });
      const subscription = client
        .executeSubscription(request)
        .subscribe(({ data, error, extensions: sent, hasNext }) => {
          const errors = codedErrors(error);
          // When the stream ends, the library repeats the last result without a next one.
          if (hasNext && data != null) handler.next({ data, errors, eventId: note(sent) });
          else if (data == null && errors.some(isFinal)) handler.end(errors);
          else if (!hasNext) again();
        });
      return () => subscription.unsubscribe();
    });
  },
};

function codedErrors(error: CombinedError | undefined): readonly CodedError[] {
  return error?.graphQLErrors ?? [];
}

const urqlWs: SubscribingClient = {
  name: 'urql over graphql-ws',
  subscribe(url, token, query, handler) {
    const socket = openSocket(url, token);
    const { extensions, note } = createPosition();
    const client = new Client({
      url: url(),
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: ({ query: text, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe(
                { query: text ?? '', variables: variables as Record<string, unknown>, extensions },
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
    const subscription = client.subscription(query, {}).subscribe(({ data, error, extensions: sent }) => {
      const errors = codedErrors(error);
      if (data != null) handler.next({ data, errors, eventId: note(sent) });
      else handler.end(errors);
    });
    return () => {
      subscription.unsubscribe();
      void socket.dispose();
    };
  },
};

/** Subscribes again, after a pause, whenever the subscription calls `again`, until the returned function is called. */
function repeat(subscribe: (again: () => void) => () => void): () => void {
  let isLeft = false;
  let leave: () => void = () => undefined;
  const begin = () => {
    let hasEnded = false;
    leave = subscribe(() => {
      if (hasEnded) return;
      hasEnded = true;
      void pause().then(() => {
        leave();
        if (!isLeft) begin();
      });
    });
  };
  begin();
  return () => {
    isLeft = true;
    leave();
  };
}

export const subscribingClients: readonly SubscribingClient[] = [
  graphqlWs,
  graphqlSse,
  apollo,
  urqlFetch,
  urqlWs,
];
