import type { Money } from '@supergraph/money';
import type { OrderStatus } from './order.js';

/**
 * The fields of every expected failure: a message for people, and the path of the invalid field from the mutation's
 * input.
 */
interface Failure {
  readonly message: string;
  readonly path: readonly string[] | null;
}

export interface InvalidInput extends Failure {
  readonly __typename: 'InvalidInput';
}

export interface InsufficientStock extends Failure {
  readonly __typename: 'InsufficientStock';
  readonly product: { id: string };
  readonly requested: number;
  readonly available: number;
}

export interface ProductUnavailable extends Failure {
  readonly __typename: 'ProductUnavailable';
  readonly productId: string;
}

export interface PriceChanged extends Failure {
  readonly __typename: 'PriceChanged';
  readonly expected: Money;
  readonly actual: Money;
}

export interface IdempotencyConflict extends Failure {
  readonly __typename: 'IdempotencyConflict';
}

export interface TooManyOrders extends Failure {
  readonly __typename: 'TooManyOrders';
  readonly limit: number;
}

export interface OrderNotFound extends Failure {
  readonly __typename: 'OrderNotFound';
  readonly orderId: string;
}

export interface InvalidOrderTransition extends Failure {
  readonly __typename: 'InvalidOrderTransition';
  readonly from: OrderStatus;
  readonly to: OrderStatus;
}

/** The reason why an order was not placed. */
export type PlaceOrderFailure =
  InvalidInput | InsufficientStock | ProductUnavailable | PriceChanged | IdempotencyConflict | TooManyOrders;

export function invalid(path: readonly string[], message: string): InvalidInput {
  return { __typename: 'InvalidInput', path, message };
}

export function idempotencyConflict(): IdempotencyConflict {
  return {
    __typename: 'IdempotencyConflict',
    path: ['idempotencyKey'],
    message: 'This key was used for another purchase: use a new one.',
  };
}

export function tooManyPending(limit: number): TooManyOrders {
  const message = `${limit} orders of yours are still being placed: wait for one of them, then order again.`;
  return { __typename: 'TooManyOrders', path: null, limit, message };
}

export function tooManyPlaced(limit: number): TooManyOrders {
  const message = `You have placed ${limit} orders within an hour: order again later.`;
  return { __typename: 'TooManyOrders', path: null, limit, message };
}

export function orderNotFound(orderId: string): OrderNotFound {
  return {
    __typename: 'OrderNotFound',
    path: ['orderId'],
    orderId,
    message: 'There is no such order: check its id and whose it is.',
  };
}

export function invalidTransition(from: OrderStatus, to: OrderStatus): InvalidOrderTransition {
  return {
    __typename: 'InvalidOrderTransition',
    path: ['orderId'],
    from,
    to,
    message: `The order is ${from} and cannot become ${to}.`,
  };
}
