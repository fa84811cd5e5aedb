import { useQuery } from '@apollo/client/react';
import { useCallback, useEffect } from 'react';
import { WebOrderPageDocument, type OrderStatus } from '../generated/graphql.ts';
import { orCached } from '../graph/or-cached.ts';
import { useVisible } from '../ui/use-visible.ts';
import { useOrderChanges } from './use-order-changes.ts';

/** The polling interval of an open order without a stream, in milliseconds; 0 when the order can no longer change. */
const POLL_MS: Readonly<Record<OrderStatus, number>> = {
  PENDING: 1_000,
  CONFIRMED: 5_000,
  SHIPPED: 5_000,
  DELIVERED: 0,
  CANCELLED: 0,
  REJECTED: 0,
};
/** A stream can be silent because a proxy holds it back, so the order is polled slowly beside it. */
const POLL_BESIDE_STREAM_MS = 30_000;

/**
 * The current state of an order. Until the order can no longer change, its page follows it by a stream while it is
 * visible: a browser has few connections to one server, and hidden tabs must not take them all. Without a stream, the
 * page polls.
 */
export function useLiveOrder(id: string) {
  const isVisible = useVisible();
  const { data, error, loading, startPolling, stopPolling, ...query } = orCached(
    useQuery(WebOrderPageDocument, { variables: { id } }),
  );
  const refetch = useCallback(() => void query.refetch(), [query.refetch]);
  const order = data?.order;
  const pollMs = order && isVisible ? POLL_MS[order.status] : 0;
  const isFollowed = useOrderChanges(id, pollMs > 0, refetch);
  useEffect(() => {
    if (pollMs > 0) startPolling(isFollowed ? POLL_BESIDE_STREAM_MS : pollMs);
    return stopPolling;
  }, [pollMs, isFollowed, startPolling, stopPolling]);
  return { order, error, loading, refetch };
}
