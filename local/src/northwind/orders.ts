import { parseMoney } from '@supergraph/money';
import { customerId, orderId, productId, sku } from './ids.js';
import { CURRENCY, type AddressRecord, type OrderLineRecord, type OrderRecord } from './records.js';
import type { NorthwindRows, OrderLineRow, OrderRow } from './rows.js';

/** The order history. An order with a shipping date is DELIVERED, one without is CONFIRMED. */
export function orderHistory({ orders, orderLines, products }: NorthwindRows): OrderRecord[] {
  const names = new Map(products.map((row) => [row.product_id, row.product_name]));
  const linesByOrder = new Map<number, OrderLineRecord[]>(orders.map((row) => [row.order_id, []]));
  for (const line of orderLines) linesByOrder.get(line.order_id)?.push(toLine(line, names));
  return orders.map((row) => toOrder(row, linesByOrder.get(row.order_id) ?? []));
}

function toOrder(row: OrderRow, lines: OrderLineRecord[]): OrderRecord {
  return {
    type: 'order',
    id: orderId(row.order_id),
    number: row.order_id,
    customerId: customerId(row.customer_id),
    status: row.shipped_date === null ? 'CONFIRMED' : 'DELIVERED',
    placedAt: midnight(row.order_date),
    shippedAt: row.shipped_date === null ? null : midnight(row.shipped_date),
    currency: CURRENCY,
    shippingMinor: parseMoney(row.freight, CURRENCY).minor,
    shippingAddress: shippingAddress(row),
    lines,
  };
}

function toLine(line: OrderLineRow, names: ReadonlyMap<number, string>): OrderLineRecord {
  const productName = names.get(line.product_id);
  if (productName === undefined)
    throw new Error(`order ${line.order_id} has an unknown product ${line.product_id}`);
  return {
    productId: productId(line.product_id),
    sku: sku(line.product_id),
    productName,
    quantity: line.quantity,
    unitPriceMinor: parseMoney(line.unit_price, CURRENCY).minor,
    discountBasisPoints: basisPoints(line.discount),
  };
}

/** Converts a fraction to basis points without floating-point arithmetic: `0.15` becomes 1,500. */
function basisPoints(fraction: string): number {
  const [, whole = '', decimals = ''] = /^(\d)\.(\d{1,4})$/.exec(fraction) ?? [];
  if (whole === '') throw new Error(`${JSON.stringify(fraction)} is not a discount`);
  return Number(whole + decimals.padEnd(4, '0'));
}

function shippingAddress(row: OrderRow): AddressRecord {
  return {
    recipient: row.ship_name,
    street: row.ship_address,
    city: row.ship_city,
    region: row.ship_region,
    postalCode: row.ship_postal_code,
    country: row.ship_country,
  };
}

function midnight(day: string): string {
  return new Date(`${day}T00:00:00Z`).toISOString();
}
