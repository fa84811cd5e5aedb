import { parseMoney } from '@supergraph/money';
import { flag, integer, subgraphVariables, urls } from '@supergraph/service-kit';
import { z } from 'zod';

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

export const configSchema = z
  .object({
    ...subgraphVariables(4002),
    /** URLs of the products service's GraphQL endpoint, one or more: `http://a:4001/graphql|http://b:4001/graphql`. */
    PRODUCTS_URL: urls('http:', 'https:'),
    /**
     * One or more URLs of the users service's GraphQL endpoint. Without them the service does not hear that somebody
     * deleted their account, and erases nothing.
     */
    USERS_URL: urls('http:', 'https:').optional(),
    /** The keys that sign the requests to other services: `products=ID:SECRET,users=ID:SECRET`. */
    ENVELOPE_KEYS_OUT: z.string().optional(),
    /** A file with these keys, instead of the variable. The service reads the file again when it changes. */
    ENVELOPE_KEYS_OUT_FILE: z.string().optional(),
    /** The currency of all orders. */
    CURRENCY: z
      .string()
      .refine((code) => currencies.has(code), 'must be an ISO 4217 code, like USD')
      .default('USD'),
    /** The shipping fee of an order, in that currency. */
    SHIPPING_FEE: z.string().default('0.00'),
    /** The pause between two searches of the worker for open orders, in milliseconds. */
    RECOVERY_INTERVAL_MS: integer({ min: 50, max: 60_000, fallback: 1_000 }),
    /** The length of the lease on an order, in milliseconds. It must be longer than a call to products. */
    LEASE_MS: integer({ min: 100, max: 600_000, fallback: 10_000 }),
    /**
     * How long after the deletion of an account its orders are erased once more, in seconds. It must be longer than an
     * access token lives, with which orders can be placed until it expires.
     */
    ERASE_AGAIN_AFTER_S: integer({ min: 1, max: 604_800, fallback: 1_200 }),
    /**
     * Whether new orders and cancellations are refused as SERVICE_UNAVAILABLE, for a backup of orders and products at one
     * moment. Orders can still be read, and those that are open are completed.
     */
    CHECKOUT_PAUSED: flag(false),
    /** The maximum number of PENDING orders per customer. */
    PENDING_ORDERS_PER_CUSTOMER: integer({ min: 1, max: 1_000, fallback: 5 }),
    /** The maximum number of orders that a customer may place per hour, including those that fail. */
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
