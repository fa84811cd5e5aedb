import type { WebMoneyFragment } from '../generated/graphql.ts';
import { Price } from '../ui/price.tsx';

export interface TotalsProps {
  readonly subtotal: WebMoneyFragment;
  readonly shipping: WebMoneyFragment;
  readonly total: WebMoneyFragment;
}

export function Totals({ subtotal, shipping, total }: TotalsProps) {
  return (
    <dl className="totals">
      <dt>Subtotal</dt>
      <dd>
        <Price {...subtotal} />
      </dd>
      <dt>Shipping</dt>
      <dd>{Number(shipping.amount) === 0 ? 'Free' : <Price {...shipping} />}</dd>
      <dt className="total">Total</dt>
      <dd className="total">
        <Price {...total} />
      </dd>
    </dl>
  );
}
