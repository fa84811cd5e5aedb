import { parseMoney } from '@supergraph/money';
import { categoryId, productId, sku } from './ids.js';
import { CURRENCY, OPENED, type CategoryRecord, type ProductRecord } from './records.js';
import type { CategoryRow, NorthwindRows, ProductRow } from './rows.js';

const MINUTE_MS = 60_000;

/** Width and height of Northwind's images, in pixels. */
const IMAGE_SIZE = 640;

/** The catalogue and its stock: units in stock are available, units of orders are sold. */
export function catalogue({
  categories,
  products,
  orderLines,
}: NorthwindRows): (CategoryRecord | ProductRecord)[] {
  const sold = new Map<number, number>();
  for (const line of orderLines) {
    sold.set(line.product_id, (sold.get(line.product_id) ?? 0) + line.quantity);
  }
  return [
    ...categories.map(toCategory),
    ...products.map((row) => toProduct(row, sold.get(row.product_id) ?? 0)),
  ];
}

function toCategory(row: CategoryRow): CategoryRecord {
  return {
    type: 'category',
    id: categoryId(row.category_id),
    name: row.category_name,
    description: row.description,
  };
}

function toProduct(row: ProductRow, sold: number): ProductRecord {
  return {
    type: 'product',
    id: productId(row.product_id),
    sku: sku(row.product_id),
    name: row.product_name,
    description: row.quantity_per_unit,
    priceMinor: parseMoney(row.unit_price, CURRENCY).minor,
    currency: CURRENCY,
    categoryId: categoryId(row.category_id),
    images: [
      {
        path: `products/${productId(row.product_id)}.svg`,
        alt: row.product_name,
        width: IMAGE_SIZE,
        height: IMAGE_SIZE,
      },
    ],
    discontinued: row.discontinued,
    lowStockThreshold: row.reorder_level,
    available: row.units_in_stock,
    sold,
    // Northwind has no creation dates. A minute between products, in the order of their ids, gives sort order NEWEST a
    // meaning.
    createdAt: new Date(Date.parse(OPENED) + row.product_id * MINUTE_MS).toISOString(),
  };
}
