import { useApolloClient, useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { WebOrderHistoryDocument } from '../generated/graphql.ts';
import { explain } from '../graph/errors.ts';
import { orCached } from '../graph/or-cached.ts';
import { signOut } from '../session/sign-in.ts';
import { useSession } from '../session/session.ts';
import { EndOfList } from '../ui/end-of-list.tsx';
import { Price } from '../ui/price.tsx';
import { Empty, Failure, Page, Skeleton } from '../ui/states.tsx';
import { Day, StatusBadge } from './status.tsx';

export function OrderHistoryPage() {
  const client = useApolloClient();
  const session = useSession();
  const { data, error, loading, refetch, fetchMore } = orCached(useQuery(WebOrderHistoryDocument));
  const orders = data?.me?.orders;
  return (
    <Page title="Orders">
      <p className="muted">
        Signed in as {session?.name}.{' '}
        <button type="button" className="quiet" onClick={() => void signOut(client)}>
          Sign out
        </button>
      </p>
      {error && <Failure onRetry={() => void refetch()}>{explain(error)}</Failure>}
      {!orders && loading && <Skeleton lines={4} />}
      {orders?.totalCount === 0 && <Empty title="No orders yet">What you order appears here.</Empty>}
      <ul className="orders">
        {orders?.edges.map(({ node }) => (
          <li key={node.id}>
            <Link to={`/orders/${node.id}`}>
              <strong>Order {node.number}</strong>
              <StatusBadge status={node.status} />
              <span className="muted">
                <Day at={node.placedAt} />
              </span>
              <span className="what">
                {node.lines
                  .map(({ quantity, productName }) => `${quantity} × ${productName ?? '…'}`)
                  .join(', ')}
              </span>
              <span className="line-total">
                <Price {...node.total} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {orders?.pageInfo.hasNextPage && (
        <EndOfList
          onReach={() => fetchMore({ variables: { after: orders.pageInfo.endCursor } })}
          label="Show older orders"
        />
      )}
    </Page>
  );
}
