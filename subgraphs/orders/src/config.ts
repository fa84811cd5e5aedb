import { parseMoney } from '@supergraph/money';
import { integer, subgraphVariables, urls } from '@supergraph/service-kit';
import { z } from 'zod';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const configSchema = z
  .object({
    ...subgraphVariables(4002),
    /** The GraphQL endpoint of products, at one or several addresses: `http://a:4001/graphql|http://b:4001/graphql`. */
    PRODUCTS_URL: urls('http:', 'https:'),
    /** The keys of those whom orders asks: `products=ID:SECRET`. */
    ENVELOPE_KEYS_OUT: z.string().optional(),
    /** In place of it a file of them, which is read again when it changes. */
    ENVELOPE_KEYS_OUT_FILE: z.string().optional(),
    /** The currency that the shop sells in. */
    CURRENCY: z
      .string()
      .refine((code) => currencies.has(code), 'must be an ISO 4217 code, like USD')
      .default('USD'),
    /** The price of sending an order, in that currency. */
    SHIPPING_FEE: z.string().default('0.00'),
    /** How often the worker looks for orders that were left open, in milliseconds. */
    RECOVERY_INTERVAL_MS: integer({ min: 50, max: 60_000, fallback: 1_000 }),
    /** How long whoever works on an order has it to itself, in milliseconds: longer than a call to products. */
    LEASE_MS: integer({ min: 100, max: 600_000, fallback: 10_000 }),
    /** How many orders a customer may have that are still being placed. */
    PENDING_ORDERS_PER_CUSTOMER: integer({ min: 1, max: 1_000, fallback: 5 }),
    /** How many orders a customer may place in an hour, also when they come to nothing. */
    ORDERS_PER_HOUR: integer({ min: 1, max: 1_000_000, fallback: 60 }),
  })
  .refine(({ SHIPPING_FEE, CURRENCY }) => isAmount(SHIPPING_FEE, CURRENCY), {
    path: ['SHIPPING_FEE'],
    message: 'must be an amount of CURRENCY, not below zero, like 4.50',
  });

export type Config = z.infer<typeof configSchema>;

function isAmount(text: string, currency: string): boolean {
  try {
    return parseMoney(text, currency).minor >= 0;
  } catch {
    return false;
  }
}
