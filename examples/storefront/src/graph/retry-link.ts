import { ServerError } from '@apollo/client/errors';
import { RetryLink } from '@apollo/client/link/retry';
import { OperationTypeNode } from 'graphql';

const MAX_ATTEMPTS = 3;

/** Repeats a query that did not arrive. A mutation is repeated only by the page that knows its idempotency key. */
export function retryLink(): RetryLink {
  return new RetryLink({
    delay: { initial: 300, max: 2_000, jitter: true },
    attempts: (count, { operationType }, error) =>
      operationType === OperationTypeNode.QUERY &&
      count < MAX_ATTEMPTS &&
      navigator.onLine &&
      (error instanceof TypeError || (ServerError.is(error) && error.statusCode >= 502)),
  });
}
