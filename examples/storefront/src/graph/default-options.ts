import type {} from '@apollo/client';

/** Tells Apollo Client's types which states a result can have: with the policy `all`, data and an error together. */
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
