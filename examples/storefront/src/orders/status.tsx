import type { OrderStatus } from '../generated/graphql.ts';

export const STATUS_WORDS: Readonly<Record<OrderStatus, string>> = {
  PENDING: 'Being placed',
  CONFIRMED: 'Confirmed',
  SHIPPED: 'On its way',
  DELIVERED: 'Delivered',
  CANCELLED: 'Cancelled',
  REJECTED: 'Not placed',
};

export function StatusBadge({ status }: { readonly status: OrderStatus }) {
  return <span className={`status ${status.toLowerCase()}`}>{STATUS_WORDS[status]}</span>;
}

const format = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

export function Day({ at }: { readonly at: string }) {
  return <time dateTime={at}>{format.format(new Date(at))}</time>;
}
