import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** Whether a GraphQL error has this code. The router lists its codes in docs/clients.md. */
export function hasCode(error: unknown, code: string): boolean {
  if (CombinedGraphQLErrors.is(error))
    return error.errors.some(({ extensions }) => extensions?.code === code);
  return code === 'UNAUTHENTICATED' && ServerError.is(error) && error.statusCode === 401;
}

/** A sentence for the customer, who has rarely caused the failure. */
export function explain(error: unknown): string {
  if (!navigator.onLine) return 'You are offline. Check your connection and try again.';
  if (hasCode(error, 'UNAUTHENTICATED')) return 'Your session is over. Please sign in again.';
  if (hasCode(error, 'RATE_LIMITED')) return 'The shop is very busy. Please wait a moment and try again.';
  return 'The shop cannot be reached just now. Please try again in a moment.';
}
