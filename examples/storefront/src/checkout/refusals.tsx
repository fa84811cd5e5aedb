import { Link } from 'react-router';
import { formatPrice } from '../ui/price.tsx';
import type { PlaceOrderError } from './place-order.ts';

/** The reasons why nothing was ordered, each with its remedy. */
export function Refusals({ errors }: { readonly errors: readonly PlaceOrderError[] }) {
  return (
    <div className="notice failure" role="alert">
      <p>
        <strong>Nothing was ordered.</strong>
      </p>
      <ul>
        {errors.map((error) => (
          <li key={error.message}>
            <Remedy error={error} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Remedy({ error }: { readonly error: PlaceOrderError }) {
  switch (error.__typename) {
    case 'PriceChanged':
      return (
        <>
          The total has changed from {formatPrice(error.expected)} to {formatPrice(error.actual)}. Place the
          order again if that is all right.
        </>
      );
    case 'InsufficientStock':
      return (
        <>
          {error.product?.name ?? 'A product'}: only {error.available} of {error.requested} are left.{' '}
          <Link to="/cart">Change the cart</Link>
        </>
      );
    case 'ProductUnavailable':
      return (
        <>
          A product is no longer sold. <Link to="/cart">Change the cart</Link>
        </>
      );
    default:
      return error.message;
  }
}
