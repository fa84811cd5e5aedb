import type { WebMoneyFragment } from '../generated/graphql.ts';

/** An amount in the customer's format. The graph sends it as a string, because a float would lose cents of large sums. */
export function Price({ amount, currency }: WebMoneyFragment) {
  return <data value={amount}>{formatPrice({ amount, currency })}</data>;
}

export function formatPrice({ amount, currency }: WebMoneyFragment): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount as Intl.StringNumericLiteral);
}
