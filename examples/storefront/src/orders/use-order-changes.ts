import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { repeat, tap } from 'rxjs';
import { WebOrderChangedDocument } from '../generated/graphql.ts';
import type { RequestOptions } from '../graph/http-link.ts';

/** The time from the end of a stream to the next attempt. */
const REOPEN_MS = 10_000;

/**
 * Follows an order: each change of its status is written into the cache, which updates the pages that show it.
 *
 * @param refetch loads the order again, after the stream has opened and when an event is incomplete
 * @returns whether the stream is open
 */
export function useOrderChanges(id: string, isWanted: boolean, refetch: () => void): boolean {
  const client = useApolloClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isWanted) return;
    const fetchOptions: RequestOptions = {
      onOpen: () => {
        setOpen(true);
        // A change between the first fetch and the beginning of the stream would be missed.
        refetch();
      },
    };
    const changes = client
      .subscribe({ query: WebOrderChangedDocument, variables: { id }, context: { fetchOptions } })
      .pipe(tap({ complete: () => setOpen(false) }), repeat({ delay: REOPEN_MS }))
      .subscribe(({ error }) => error !== undefined && refetch());
    return () => {
      changes.unsubscribe();
      setOpen(false);
    };
  }, [client, id, isWanted, refetch]);
  return isOpen;
}
