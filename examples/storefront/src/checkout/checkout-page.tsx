import { useCart } from '../cart/cart.ts';
import { explain } from '../graph/errors.ts';
import { useSession } from '../session/session.ts';
import { Empty, Failure, Page, Skeleton } from '../ui/states.tsx';
import { useStored } from '../ui/stored.ts';
import { attempt } from './attempt.ts';
import { OrderForm } from './order-form.tsx';
import { Refusals } from './refusals.tsx';
import { useOrder } from './use-order.ts';

export function CheckoutPage() {
  return (
    <Page title="Checkout">
      <Checkout />
    </Page>
  );
}

function Checkout() {
  const lines = useCart();
  const session = useSession();
  const pending = useStored(attempt);
  const { outcome, isSending, send } = useOrder();
  if (pending !== null && outcome?.kind === 'unknown' && !isSending) {
    return (
      <Failure onRetry={() => void send(pending)}>
        {explain(outcome.error)} We do not know yet whether your order arrived. Trying again orders nothing
        twice.
      </Failure>
    );
  }
  if (pending !== null || isSending) return <Sending />;
  if (lines.length === 0) return <Empty title="Your cart is empty">There is nothing to check out.</Empty>;
  const refused = outcome?.kind === 'refused' ? outcome : undefined;
  return (
    <>
      {refused && <Refusals errors={refused.errors} />}
      <OrderForm
        lines={lines}
        address={refused?.input.shippingAddress}
        onOrder={(input) => session !== null && void send({ userId: session.userId, input })}
      />
    </>
  );
}

function Sending() {
  return (
    <>
      <p role="status">Placing your order…</p>
      <Skeleton lines={2} />
    </>
  );
}
