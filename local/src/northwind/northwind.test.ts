import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderHistory } from './orders.js';
import { catalogue } from './products.js';
import { readNorthwind, type NorthwindRows } from './rows.js';
import { customerAccounts } from './users.js';
import { writeRecords } from './write.js';

const source = resolve(import.meta.dirname, '../../../data/northwind');
let rows: NorthwindRows;

beforeAll(async () => {
  rows = await readNorthwind(source);
});

describe('the catalogue', () => {
  it('is 8 categories and 77 products', () => {
    const records = catalogue(rows);
    expect(records.filter((record) => record.type === 'category')).toHaveLength(8);
    expect(records.filter((record) => record.type === 'product')).toHaveLength(77);
  });

  it('counts as sold what all orders took', () => {
    const chang = catalogue(rows).find((record) => record.id === 'nw-product-2');
    expect(chang).toEqual({
      type: 'product',
      id: 'nw-product-2',
      sku: 'NW-0002',
      name: 'Chang',
      description: '24 - 12 oz bottles',
      priceMinor: 1900,
      currency: 'USD',
      categoryId: 'nw-category-1',
      images: [{ path: 'products/nw-product-2.svg', alt: 'Chang', width: 640, height: 640 }],
      discontinued: true,
      lowStockThreshold: 25,
      available: 17,
      sold: 1057,
      createdAt: '1996-07-01T00:02:00.000Z',
    });
  });
});

describe('the order history', () => {
  it('is 830 orders with 2,155 lines', () => {
    const records = orderHistory(rows);
    expect(records).toHaveLength(830);
    expect(records.flatMap((record) => record.lines)).toHaveLength(2155);
  });

  it('keeps the price and the discount of the day', () => {
    const order = orderHistory(rows).find(({ number }) => number === 10250);
    expect(order).toEqual({
      type: 'order',
      id: 'nw-order-10250',
      number: 10250,
      customerId: 'nw-customer-hanar',
      status: 'DELIVERED',
      placedAt: '1996-07-08T00:00:00.000Z',
      shippedAt: '1996-07-12T00:00:00.000Z',
      currency: 'USD',
      shippingMinor: 6583,
      shippingAddress: {
        recipient: 'Hanari Carnes',
        street: 'Rua do Paço, 67',
        city: 'Rio de Janeiro',
        region: 'RJ',
        postalCode: '05454-876',
        country: 'Brazil',
      },
      lines: [
        line(41, "Jack's New England Clam Chowder", 10, 770, 0),
        line(51, 'Manjimup Dried Apples', 35, 4240, 1500),
        line(65, 'Louisiana Fiery Hot Pepper Sauce', 15, 1680, 1500),
      ],
    });
  });

  it('leaves the 21 orders that were never shipped as confirmed', () => {
    const waiting = orderHistory(rows).filter(({ status }) => status === 'CONFIRMED');
    expect(waiting).toHaveLength(21);
    expect(waiting.every(({ shippedAt }) => shippedAt === null)).toBe(true);
  });
});

describe('the accounts', () => {
  it('are one for each of the 91 customers', () => {
    const records = customerAccounts(rows);
    expect(new Set(records.map(({ email }) => email)).size).toBe(91);
    expect(records[0]).toMatchObject({
      id: 'nw-customer-alfki',
      email: 'alfki@northwind.example',
      name: 'Maria Anders',
      roles: ['CUSTOMER'],
      defaultAddress: { recipient: 'Alfreds Futterkiste', region: null, country: 'Germany' },
    });
  });
});

describe('the files', () => {
  let target: string;
  beforeAll(async () => {
    target = await mkdtemp(join(tmpdir(), 'northwind-'));
  });
  afterAll(() => rm(target, { recursive: true }));

  it('hold one record a line, with the demo accounts among the users', async () => {
    const files = await writeRecords(source, target);
    expect(files.map(({ subgraph, count }) => [subgraph, count])).toEqual([
      ['products', 85],
      ['orders', 830],
      ['users', 94],
    ]);
    const users = (await readFile(join(target, 'users.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(users).toHaveLength(94);
    expect(JSON.parse(users[2] ?? '')).toMatchObject({ email: 'admin@demo.shop', roles: ['ADMIN'] });
  });
});

function line(
  id: number,
  productName: string,
  quantity: number,
  unitPriceMinor: number,
  discountBasisPoints: number,
) {
  const sku = `NW-00${id}`;
  return { productId: `nw-product-${id}`, sku, productName, quantity, unitPriceMinor, discountBasisPoints };
}
