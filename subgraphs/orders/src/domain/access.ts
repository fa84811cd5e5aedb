import type { Caller } from '@supergraph/service-kit';

/**
 * Customers may read their own orders, and staff may read all. This is the only such rule, for every path to an order.
 */
export function maySeeOrdersOf({ subject, scopes }: Caller, customerId: string): boolean {
  return subject === customerId || scopes.has('orders:read');
}

/** Customers may cancel their own orders; staff who fulfil orders may cancel any. */
export function mayCancelOrdersOf({ subject, scopes }: Caller, customerId: string): boolean {
  return subject === customerId || scopes.has('orders:fulfil');
}

/** The customer whose events a caller may follow; undefined for staff, who may follow all. */
export function ownerToFollow({ subject, scopes }: Caller): string | undefined {
  // No customer has an empty id.
  return scopes.has('orders:read') ? undefined : (subject ?? '');
}
