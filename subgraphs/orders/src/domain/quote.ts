import { lineTotal, sum, type Money } from '@supergraph/money';
import { invalid, type InvalidInput } from './failures.js';
import { subtotalOf, totalOf, totalOfLine, type OrderLine } from './order.js';
import { termsOf, type PriceRules, type Terms } from './price-rules.js';
import type { PriceList } from './price-list.js';
import { parseLines, type LineInput } from './purchase.js';
import type { CallOptions } from './stock.js';

/** The price that an order would have now. */
export interface Quote {
  readonly lines: readonly OrderLine[];
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly total: Money;
}

export interface QuoteDependencies {
  readonly prices: PriceList;
  readonly rules: PriceRules;
}

/** Prices an order without reserving anything. @throws StockUnavailable when products does not answer */
export async function quote(
  { prices, rules }: QuoteDependencies,
  input: readonly LineInput[],
  options: CallOptions,
): Promise<{ readonly quote: Quote } | { readonly errors: readonly InvalidInput[] }> {
  const { lines, errors } = parseLines(input);
  if (errors.length > 0) return { errors };
  const terms = termsOf(rules, lines);
  const products = await prices.find(
    lines.map(({ productId }) => productId),
    options,
  );
  const priced = terms.lines.map((line) => ({ ...line, snapshot: products.get(line.productId) ?? null }));
  return total({ ...terms, lines: priced });
}

function total(terms: Terms): { readonly quote: Quote } | { readonly errors: readonly InvalidInput[] } {
  const { lines, shipping, currency } = terms;
  const foreign = lines.find(({ snapshot }) => snapshot !== null && snapshot.unitPrice.currency !== currency);
  if (foreign !== undefined)
    return {
      errors: [invalid(['lines'], `${foreign.productId} is not priced in ${currency}: leave it out.`)],
    };
  try {
    const amounts = { subtotal: subtotalOf(terms), discount: discountOf(terms), total: totalOf(terms) };
    return { quote: { lines, shipping, ...amounts } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { errors: [invalid(['lines'], 'The total is larger than an order can have: split it.')] };
  }
}

function discountOf({ lines, currency }: Terms): Money {
  const taken = lines.flatMap((line) => {
    const discounted = totalOfLine(line);
    if (line.snapshot === null || discounted === null) return [];
    const { minor } = lineTotal(line.snapshot.unitPrice, line.quantity);
    return [{ minor: minor - discounted.minor, currency }];
  });
  return sum(taken, currency);
}
