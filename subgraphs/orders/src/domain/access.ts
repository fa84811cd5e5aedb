import type { Caller } from '@supergraph/service-kit';

/** An order is its customer's, and staff may read all. The one rule for every path to an order. */
export function maySeeOrdersOf({ subject, scopes }: Caller, customerId: string): boolean {
  return subject === customerId || scopes.has('orders:read');
}

/** A customer calls off what is theirs; staff that fulfils orders, any. */
export function mayCancelOrdersOf({ subject, scopes }: Caller, customerId: string): boolean {
  return subject === customerId || scopes.has('orders:fulfil');
}
