import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const optional = z.string().transform((text) => (text === '' ? null : text));
const count = z.coerce.number().int();
/** A date without a time. */
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const category = z.object({ category_id: count, category_name: z.string(), description: z.string() });

const product = z.object({
  product_id: count,
  product_name: z.string(),
  category_id: count,
  quantity_per_unit: optional,
  unit_price: z.string(),
  units_in_stock: count,
  reorder_level: count,
  discontinued: z.enum(['0', '1']).transform((digit) => digit === '1'),
});

const customer = z.object({
  customer_id: z.string(),
  company_name: z.string(),
  contact_name: z.string(),
  address: z.string(),
  city: z.string(),
  region: optional,
  postal_code: optional,
  country: z.string(),
});

const order = z.object({
  order_id: count,
  customer_id: z.string(),
  order_date: day,
  shipped_date: z.union([z.literal('').transform(() => null), day]),
  freight: z.string(),
  ship_name: z.string(),
  ship_address: z.string(),
  ship_city: z.string(),
  ship_region: optional,
  ship_postal_code: optional,
  ship_country: z.string(),
});

const orderLine = z.object({
  order_id: count,
  product_id: count,
  unit_price: z.string(),
  quantity: count,
  discount: z.string(),
});

export type CategoryRow = z.infer<typeof category>;
export type ProductRow = z.infer<typeof product>;
export type CustomerRow = z.infer<typeof customer>;
export type OrderRow = z.infer<typeof order>;
export type OrderLineRow = z.infer<typeof orderLine>;

/** The rows of the five CSV files. */
export interface NorthwindRows {
  readonly categories: readonly CategoryRow[];
  readonly products: readonly ProductRow[];
  readonly customers: readonly CustomerRow[];
  readonly orders: readonly OrderRow[];
  readonly orderLines: readonly OrderLineRow[];
}

/** @param directory the folder of the CSV files */
export async function readNorthwind(directory: string): Promise<NorthwindRows> {
  const read = <Row>(file: string, row: z.ZodType<Row>) => readRows(join(directory, file), row);
  const [categories, products, customers, orders, orderLines] = await Promise.all([
    read('categories.csv', category),
    read('products.csv', product),
    read('customers.csv', customer),
    read('orders.csv', order),
    read('order_details.csv', orderLine),
  ]);
  return { categories, products, customers, orders, orderLines };
}

async function readRows<Row>(file: string, row: z.ZodType<Row>): Promise<Row[]> {
  const rows: unknown = parse(await readFile(file), { columns: true });
  return z.array(row).parse(rows);
}
