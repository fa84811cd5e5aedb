import { Link } from 'react-router';
import { explain } from '../graph/errors.ts';
import { Picture } from '../ui/picture.tsx';
import { Empty, Failure, Page, Skeleton } from '../ui/states.tsx';
import { Price } from '../ui/price.tsx';
import { setQuantity, useCart } from './cart.ts';
import { QuantityField } from './quantity-field.tsx';
import { Totals } from './totals.tsx';
import { useQuote, type QuotedLine } from './use-quote.ts';

export function CartPage() {
  const lines = useCart();
  const { quote, quoted, error, loading, refetch } = useQuote(lines);
  if (lines.length === 0) {
    return (
      <Page title="Cart">
        <Empty title="Your cart is empty">What you put in stays in this browser until you order it.</Empty>
      </Page>
    );
  }
  return (
    <Page title="Cart">
      {error !== undefined && <Failure onRetry={refetch}>{explain(error)}</Failure>}
      {quote === undefined && loading && <Skeleton lines={3} />}
      {quote !== undefined && (
        <div className="with-summary">
          <ul className="lines">
            {quoted.map((line) => (
              <CartItem key={line.productId} {...line} />
            ))}
          </ul>
          <aside className="summary" aria-label="Summary" aria-busy={loading}>
            <Totals {...quote} />
            {quoted.some((line) => line.problem !== undefined) ? (
              <p className="hint">Change what cannot be bought, and you can go on.</p>
            ) : (
              <Link className="button primary" to="/checkout">
                Check out
              </Link>
            )}
          </aside>
        </div>
      )}
    </Page>
  );
}

function CartItem({ productId, quantity, name, image, unitPrice, total, problem }: QuotedLine) {
  return (
    <li className="line editable">
      <Picture image={image} />
      <div className="line-text">
        <Link to={`/products/${productId}`}>{name}</Link>
        {unitPrice && (
          <span className="muted">
            <Price {...unitPrice} /> each
          </span>
        )}
        {problem !== undefined && <strong className="problem">{problem}</strong>}
      </div>
      <QuantityField
        label={`Quantity of ${name}`}
        value={quantity}
        onChange={(value) => setQuantity(productId, value)}
      />
      <span className="line-total">{total && <Price {...total} />}</span>
      <button
        type="button"
        className="quiet"
        aria-label={`Remove ${name}`}
        onClick={() => setQuantity(productId, 0)}
      >
        Remove
      </button>
    </li>
  );
}
