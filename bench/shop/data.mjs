// A shop of any size, as the lines that the importers read. Nothing is random: equal sizes give an equal shop.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const MATERIALS = [
  'cotton',
  'oak',
  'steel',
  'linen',
  'wool',
  'glass',
  'cork',
  'bamboo',
  'leather',
  'ceramic',
];
const THINGS = [
  'chair',
  'table',
  'lamp',
  'bowl',
  'shelf',
  'rug',
  'mirror',
  'vase',
  'basket',
  'stool',
  'desk',
  'bench',
];
const MANNERS = ['plain', 'round', 'tall', 'light', 'heavy', 'folding', 'small', 'wide'];
const CATEGORIES = 40;
const OPENED = Date.UTC(2024, 0, 1);
const MINUTE_MS = 60_000;
const CURRENCY = 'USD';
const PRICE_STEPS = 5_000;

/** The customer with the most orders. */
export const LARGEST_CUSTOMER = 'user-0';

/** @param sizes the numbers of products, users and orders, and of orders of the largest customer */
export function shopRecords({ products, users, orders, ordersOfLargest }) {
  return {
    products: productRecords(products),
    users: userRecords(users),
    orders: orderRecords({ products, users, orders, ordersOfLargest }),
  };
}

/** Writes records in the format of the importers, no faster than the disk accepts them. */
export async function writeRecords(file, records) {
  const stream = createWriteStream(file);
  let count = 0;
  for (const record of records) {
    count += 1;
    if (!stream.write(`${JSON.stringify(record)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return count;
}

const pick = (list, at) => list[at % list.length];
const time = (minutes) => new Date(OPENED + minutes * MINUTE_MS).toISOString();
const priceOf = (at) => 100 + ((at * 7_919) % PRICE_STEPS) * 10;
const nameOf = (at) =>
  `${pick(MANNERS, at * 3)} ${pick(MATERIALS, at * 7)} ${pick(THINGS, at * 5)} ${at.toString(36)}`;

function* productRecords(count) {
  for (let at = 0; at < CATEGORIES; at++)
    yield { type: 'category', id: `category-${at}`, name: `Category ${at}`, description: null };
  for (let at = 0; at < count; at++)
    yield {
      type: 'product',
      id: `product-${at}`,
      sku: `SKU-${at}`,
      name: nameOf(at),
      description: `Made of ${pick(MATERIALS, at)} and ${pick(MATERIALS, at + 3)}.`,
      priceMinor: priceOf(at),
      currency: CURRENCY,
      categoryId: `category-${at % CATEGORIES}`,
      images: [],
      discontinued: at % 97 === 0,
      lowStockThreshold: 5,
      available: at % 11 === 0 ? 0 : 1_000,
      sold: at % 50,
      createdAt: time(at),
    };
}

function* userRecords(count) {
  for (let at = 0; at < count; at++)
    yield {
      type: 'user',
      id: `user-${at}`,
      email: `user-${at}@growth.example`,
      name: `${pick(MATERIALS, at)} ${pick(THINGS, at * 7)} ${at}`,
      password: 'growth-benchmark',
      roles: ['CUSTOMER'],
      defaultAddress: null,
      createdAt: time(at),
    };
}

function* orderRecords({ products, users, orders, ordersOfLargest }) {
  for (let at = 0; at < orders; at++) {
    const customer = at % Math.floor(orders / ordersOfLargest) === 0 ? 0 : at % users;
    const lines = 1 + (at % 4);
    yield {
      type: 'order',
      id: `order-${at}`,
      number: 1_000_000 + at,
      customerId: `user-${customer}`,
      status: at % 5 === 0 ? 'CONFIRMED' : 'DELIVERED',
      placedAt: time(at),
      shippedAt: at % 5 === 0 ? null : time(at + 60),
      currency: CURRENCY,
      shippingMinor: 450,
      shippingAddress: null,
      lines: Array.from({ length: lines }, (_, line) => orderLine((at * 31 + line * 1_009) % products)),
    };
  }
}

function orderLine(product) {
  return {
    productId: `product-${product}`,
    sku: `SKU-${product}`,
    productName: nameOf(product),
    quantity: 1 + (product % 3),
    unitPriceMinor: priceOf(product),
    discountBasisPoints: 0,
  };
}
