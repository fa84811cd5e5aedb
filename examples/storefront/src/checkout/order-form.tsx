import { useQuery } from '@apollo/client/react';
import type { CartLine } from '../cart/cart.ts';
import { Totals } from '../cart/totals.tsx';
import { useQuote } from '../cart/use-quote.ts';
import { WebAccountDocument, type AddressInput, type PlaceOrderInput } from '../generated/graphql.ts';
import { explain } from '../graph/errors.ts';
import { orCached } from '../graph/or-cached.ts';
import { Failure, Skeleton } from '../ui/states.tsx';
import { AddressFields, readAddress } from './address-fields.tsx';

export interface OrderFormProps {
  readonly lines: readonly CartLine[];
  /** The address of the customer's refused order. */
  readonly address: AddressInput | null | undefined;
  readonly onOrder: (input: PlaceOrderInput) => void;
}

/** Address and price of an order. The order is placed only at the price that is shown. */
export function OrderForm({ lines, address, onOrder }: OrderFormProps) {
  const { quote, isCurrent, error, refetch } = useQuote(lines);
  const account = orCached(useQuery(WebAccountDocument));
  if (account.loading && !account.data) return <Skeleton lines={6} />;

  const { me } = account.data ?? {};
  function order(shippingAddress: AddressInput) {
    if (!isCurrent || quote === undefined) return;
    onOrder({
      lines: lines.map(({ productId, quantity }) => ({ productId, quantity })),
      idempotencyKey: crypto.randomUUID(),
      expectedTotal: quote.total.amount,
      shippingAddress,
    });
  }

  return (
    <>
      {error && <Failure onRetry={refetch}>{explain(error)}</Failure>}
      <form
        className="with-summary form"
        onSubmit={(event) => {
          event.preventDefault();
          order(readAddress(new FormData(event.currentTarget)));
        }}
      >
        <AddressFields name={me?.name} address={address ?? me?.defaultAddress} />
        <aside className="summary" aria-label="Summary" aria-busy={!isCurrent}>
          {quote && <Totals {...quote} />}
          <button type="submit" className="primary" disabled={!isCurrent}>
            Place order
          </button>
        </aside>
      </form>
    </>
  );
}
