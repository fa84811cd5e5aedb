import type { ApolloClient, DocumentNode, OperationVariables } from '@apollo/client';

/** As much of the result of `useQuery` as is needed to read the query from the cache. */
interface QueryResult {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly client: ApolloClient;
  readonly observable: { readonly query: DocumentNode; readonly variables: OperationVariables };
}

/**
 * Completes a result that has an error alone, because the graph could not be reached, with what the cache has: a page that
 * was seen before stays usable, beside the error.
 */
export function orCached<Result extends QueryResult>(result: Result): Result {
  if (result.error === undefined || result.data !== undefined) return result;
  const { query, variables } = result.observable;
  return { ...result, data: result.client.readQuery({ query, variables }) ?? undefined };
}
