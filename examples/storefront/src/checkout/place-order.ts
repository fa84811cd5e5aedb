import type { ApolloClient } from '@apollo/client';
import { emptyCart } from '../cart/cart.ts';
import {
  WebPlaceOrderDocument,
  type PlaceOrderInput,
  type WebPlaceOrderMutation,
} from '../generated/graphql.ts';
import { hasCode } from '../graph/errors.ts';
import { attempt, type Attempt } from './attempt.ts';

export type PlaceOrderError = NonNullable<WebPlaceOrderMutation['placeOrder']>['errors'][number];

export type Outcome =
  | { readonly kind: 'ordered'; readonly orderId: string }
  /** Nothing was ordered, for reasons that the customer can remedy. */
  | {
      readonly kind: 'refused';
      readonly input: PlaceOrderInput;
      readonly errors: readonly PlaceOrderError[];
    }
  /** It is unknown whether the order arrived. Sending it again with the same key is safe. */
  | { readonly kind: 'unknown'; readonly error: unknown };

/** Sends an order, or sends it again. */
export async function placeOrder(client: ApolloClient, sent: Attempt): Promise<Outcome> {
  attempt.set(sent);
  const outcome = await send(client, sent);
  // After an unknown outcome, the attempt and its key are kept.
  if (outcome.kind !== 'unknown') attempt.set(null);
  if (outcome.kind === 'ordered') emptyCart();
  return outcome;
}

async function send(client: ApolloClient, { input }: Attempt): Promise<Outcome> {
  try {
    const { data, error } = await client.mutate({
      mutation: WebPlaceOrderDocument,
      variables: { input },
      errorPolicy: 'all',
    });
    const { order, errors } = data?.placeOrder ?? {};
    if (errors !== undefined && errors.length > 0) return { kind: 'refused', input, errors };
    if (order) return { kind: 'ordered', orderId: order.id };
    // An input that the schema does not allow is refused before anything is ordered.
    if (hasCode(error, 'BAD_USER_INPUT')) return { kind: 'refused', input, errors: [] };
    return { kind: 'unknown', error };
  } catch (error) {
    return { kind: 'unknown', error };
  }
}
