import { useQuery } from '@apollo/client/react';
import {
  WebQuoteDocument,
  type WebMoneyFragment,
  type WebProductCardFragment,
  type WebQuoteQuery,
} from '../generated/graphql.ts';
import type { CartLine } from './cart.ts';

type Quote = NonNullable<WebQuoteQuery['quote']>;

/** A line of the cart with its line of the quote. */
export interface QuotedLine extends CartLine {
  readonly name: string;
  readonly image: WebProductCardFragment['images'][number] | undefined;
  readonly unitPrice: WebMoneyFragment | null;
  readonly total: WebMoneyFragment | null;
  /** The reason why the line cannot be bought, as text for the customer. */
  readonly problem: string | undefined;
}

/** The cart at current prices. While a changed cart is priced, the page keeps the previous quote. */
export function useQuote(lines: readonly CartLine[]) {
  const variables = { input: { lines: lines.map(({ productId, quantity }) => ({ productId, quantity })) } };
  const { data, previousData, error, loading, refetch } = useQuery(WebQuoteDocument, {
    variables,
    skip: lines.length === 0,
    // A price from the cache may be out of date.
    fetchPolicy: 'network-only',
    notifyOnNetworkStatusChange: true,
  });
  const quote = (data?.quote ?? previousData?.quote ?? undefined) as Quote | undefined;
  return {
    quote,
    /** The quote of exactly these lines. Its total is the expected total of the order. */
    isCurrent: !loading && data?.quote != null,
    quoted: lines.map((line) => describe(line, quote)),
    error,
    loading,
    refetch: () => void refetch(),
  };
}

function describe(line: CartLine, quote: Quote | undefined): QuotedLine {
  const found = quote?.lines.find(({ product }) => product?.id === line.productId);
  return {
    ...line,
    name: found?.product?.name ?? found?.productName ?? 'Product',
    image: found?.product?.images[0],
    unitPrice: found?.unitPrice ?? null,
    total: found?.total ?? null,
    problem: problemOf(line, found),
  };
}

function problemOf({ quantity }: CartLine, found: Quote['lines'][number] | undefined): string | undefined {
  if (found === undefined) return undefined;
  if (found.unitPrice === null) return 'No longer sold';
  const stock = found.product?.stock ?? quantity;
  if (stock === 0) return 'Sold out';
  return stock < quantity ? `Only ${stock} left` : undefined;
}
