import type {} from '@apollo/client';

/** Apollo Client reads from this which states a result can have: with the policy `all`, data and an error at once. */
declare module '@apollo/client' {
  /* eslint-disable @typescript-eslint/no-namespace -- Apollo Client names its options by namespaces */
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
    }
  }
}
