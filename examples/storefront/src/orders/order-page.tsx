import { Link, useParams } from 'react-router';
import { Totals } from '../cart/totals.tsx';
import type { OrderStatus, WebOrderPageQuery } from '../generated/graphql.ts';
import { explain } from '../graph/errors.ts';
import { Picture } from '../ui/picture.tsx';
import { Price } from '../ui/price.tsx';
import { Empty, Failure, Page, Skeleton } from '../ui/states.tsx';
import { Day, STATUS_WORDS } from './status.tsx';
import { useLiveOrder } from './use-live-order.ts';

type Order = NonNullable<WebOrderPageQuery['order']>;

export function OrderPage() {
  const { id = '' } = useParams();
  const { order, error, loading, refetch } = useLiveOrder(id);
  if (order) {
    return (
      <Page title={`Order ${order.number}`}>
        {error && <Partial order={order} onRetry={refetch} />}
        <Steps {...order} />
        <div className="with-summary">
          <ul className="lines">
            {order.lines.map((line, index) => (
              <OrderedLine key={index} {...line} />
            ))}
          </ul>
          <aside className="summary" aria-label="Summary">
            <Totals {...order} />
            {order.shippingAddress && <AddressLabel {...order.shippingAddress} />}
          </aside>
        </div>
      </Page>
    );
  }
  return (
    <Page title="Order">
      {error && <Failure onRetry={refetch}>{explain(error)}</Failure>}
      {loading && <Skeleton lines={5} />}
      {!error && !loading && (
        <Empty title="No such order" to="/orders" label="Your orders">
          Orders can be seen by the customer who placed them.
        </Empty>
      )}
    </Page>
  );
}

/**
 * Shown when the order was loaded and data of another service was not. The order contains the products as they were
 * bought, but not as they are now.
 */
function Partial({ order, onRetry }: { readonly order: Order; readonly onRetry: () => void }) {
  const isWithoutProducts = order.lines.every(({ product }) => product === null);
  return (
    <Failure onRetry={onRetry}>
      {isWithoutProducts
        ? 'The catalogue cannot be reached just now: you see what you bought, without pictures and today’s prices.'
        : 'Not everything about this order could be loaded.'}
    </Failure>
  );
}

const WAY = ['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED'] as const;

/** The statuses that an order has passed and those that follow. A cancelled or rejected order has no further ones. */
function Steps({ status, placedAt, history }: Order) {
  const reached = new Map<OrderStatus, string>([
    ['PENDING', placedAt],
    ...history.map((change) => [change.status, change.at] as const),
  ]);
  const steps = status === 'CANCELLED' || status === 'REJECTED' ? [...reached.keys()] : WAY;
  const reason = history.find((change) => change.status === status)?.reason;
  return (
    <section aria-label="Progress">
      <p className="now" role="status">
        {STATUS_WORDS[status]}
        {reason != null && <span className="muted"> {reason}</span>}
      </p>
      <ol className="steps">
        {steps.map((step) => {
          const at = reached.get(step);
          return (
            <li key={step} aria-current={step === status ? 'step' : undefined} className={at && 'reached'}>
              <span>{step === 'PENDING' ? 'Placed' : STATUS_WORDS[step]}</span>
              {at !== undefined && (
                <small>
                  <Day at={at} />
                </small>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function OrderedLine({ product, productName, quantity, unitPrice, discount, total }: Order['lines'][number]) {
  const name = productName ?? product?.name ?? 'Product';
  const isDearer = product && unitPrice && product.price.amount !== unitPrice.amount;
  return (
    <li className="line">
      <Picture image={product?.images[0]} />
      <div className="line-text">
        {product ? <Link to={`/products/${product.id}`}>{name}</Link> : <span>{name}</span>}
        <span className="muted">
          {quantity} × {unitPrice ? <Price {...unitPrice} /> : '…'}
          {Number(discount) > 0 && `, ${Math.round(Number(discount) * 100)} % off`}
          {isDearer && (
            <>
              {' '}
              (today <Price {...product.price} />)
            </>
          )}
        </span>
      </div>
      <span className="line-total">{total && <Price {...total} />}</span>
    </li>
  );
}

function AddressLabel({
  recipient,
  street,
  postalCode,
  city,
  region,
  country,
}: NonNullable<Order['shippingAddress']>) {
  const lines = [recipient, street, [postalCode, city].filter(Boolean).join(' '), region, country];
  return (
    <address>
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </address>
  );
}
