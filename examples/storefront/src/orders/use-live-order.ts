import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { WebOrderPageDocument, type OrderStatus } from '../generated/graphql.ts';
import { orCached } from '../graph/or-cached.ts';

/** The polling interval of an open order, in milliseconds; 0 when the order can no longer change. */
const POLL_MS: Readonly<Record<OrderStatus, number>> = {
  PENDING: 1_000,
  CONFIRMED: 5_000,
  SHIPPED: 5_000,
  DELIVERED: 0,
  CANCELLED: 0,
  REJECTED: 0,
};

/** The current state of an order. It is polled until the order can no longer change, while its page is visible. */
export function useLiveOrder(id: string) {
  const { data, error, loading, refetch, startPolling, stopPolling } = orCached(
    useQuery(WebOrderPageDocument, {
      variables: { id },
      skipPollAttempt: () => document.hidden,
    }),
  );
  const order = data?.order;
  const pollMs = order ? POLL_MS[order.status] : 0;
  useEffect(() => {
    if (pollMs > 0) startPolling(pollMs);
    return stopPolling;
  }, [pollMs, startPolling, stopPolling]);
  return { order, error, loading, refetch: () => void refetch() };
}
