import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { signIn, type Client } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';

type Row = Readonly<Record<string, string>>;

const source = resolve(import.meta.dirname, '../../../data/northwind');
const rows = (file: string) => parse(readFileSync(join(source, file)), { columns: true }) as unknown as Row[];
const products = rows('products.csv');
const orders = rows('orders.csv');
const lines = rows('order_details.csv');

let staff: Client;

beforeAll(async () => {
  const { url } = await sharedSupergraph();
  staff = await signIn(url, 'staff@demo.shop');
});

describe('the imported Northwind', () => {
  it('is complete', async () => {
    const data = await staff.data<object>(`{
      categories { name }
      products { totalCount }
      orders(filter: { placedBefore: "2000-01-01T00:00:00Z" }) { totalCount }
      open: orders(filter: { placedBefore: "2000-01-01T00:00:00Z", status: CONFIRMED }) { totalCount }
      alfki: user(id: "nw-customer-alfki") { name email roles defaultAddress { recipient city } }
    }`);
    expect(data).toEqual({
      categories: expect.objectContaining({ length: 8 }) as unknown,
      products: { totalCount: 77 },
      orders: { totalCount: 830 },
      open: { totalCount: orders.filter((order) => order.shipped_date === '').length },
      alfki: {
        name: 'Maria Anders',
        email: 'alfki@northwind.example',
        roles: ['CUSTOMER'],
        defaultAddress: { recipient: 'Alfreds Futterkiste', city: 'Berlin' },
      },
    });
  });

  it('has the sum of all line totals that the file has, to the cent', async () => {
    const imported = await importedOrders(staff);
    const totals = imported.flatMap((order) => order.lines.map((line) => cents(line.total.amount)));
    expect(totals).toHaveLength(2155);
    expect(sum(totals)).toBe(sum(lines.map(lineTotal)));
    const wholeOrders = sum(imported.map((order) => cents(order.total.amount)));
    expect(wholeOrders).toBe(sum(lines.map(lineTotal)) + sum(orders.map((order) => cents(order.freight))));
  });

  it('counts as received what is on the shelf and what the orders took', async () => {
    interface Inventory {
      readonly available: number;
      readonly held: number;
      readonly sold: number;
      readonly received: number;
    }
    const data = await staff.data<{ products: { nodes: { sku: string; inventory: Inventory }[] } }>(
      '{ products(first: 100) { nodes { sku inventory { available held sold received } } } }',
    );
    const found = new Map(data.products.nodes.map((node) => [node.sku, node.inventory]));
    for (const product of products) {
      const imported = lines
        .filter((line) => line.product_id === product.product_id)
        .reduce((total, line) => total + Number(line.quantity), 0);
      const inventory = found.get(sku(product.product_id));
      const { available = 0, held = 0, sold = 0, received } = inventory ?? {};
      expect(received, product.product_name).toBe(Number(product.units_in_stock) + imported);
      expect(available + held + sold, product.product_name).toBe(received);
      // Other tests buy on this stack.
      expect(sold, product.product_name).toBeGreaterThanOrEqual(imported);
    }
  });

  it('has order 10260 in full', async () => {
    const row = orders.find((order) => order.order_id === '10260');
    if (row === undefined) throw new Error('the file has no order 10260');
    const own = lines.filter((line) => line.order_id === '10260');
    const subtotal = sum(own.map(lineTotal));
    const data = await staff.data<{ order: object }>(`{ order(id: "nw-order-10260") {
      number status placedAt
      customer { name }
      subtotal { amount currency } shipping { amount } total { amount }
      history { status at }
      shippingAddress { recipient street city region postalCode country }
      lines { sku productName quantity discount unitPrice { amount } total { amount } product { name } }
    } }`);
    expect(data.order).toEqual({
      number: 10260,
      status: 'DELIVERED',
      placedAt: instant(row.order_date),
      customer: { name: 'Henriette Pfalzheim' },
      subtotal: { amount: decimal(subtotal), currency: 'USD' },
      shipping: { amount: row.freight },
      total: { amount: decimal(subtotal + cents(row.freight)) },
      history: [
        { status: 'CONFIRMED', at: instant(row.order_date) },
        { status: 'SHIPPED', at: instant(row.shipped_date) },
        { status: 'DELIVERED', at: instant(row.shipped_date) },
      ],
      shippingAddress: {
        recipient: row.ship_name,
        street: row.ship_address,
        city: row.ship_city,
        region: null,
        postalCode: row.ship_postal_code,
        country: row.ship_country,
      },
      lines: own.map((line) => {
        const name = products.find((product) => product.product_id === line.product_id)?.product_name;
        return {
          sku: sku(line.product_id),
          productName: name,
          quantity: Number(line.quantity),
          discount: expect.stringMatching(new RegExp(`^${String(Number(line.discount))}0*$`)) as string,
          unitPrice: { amount: line.unit_price },
          total: { amount: decimal(lineTotal(line)) },
          product: { name },
        };
      }),
    });
  });
});

interface ImportedOrder {
  readonly total: { readonly amount: string };
  readonly lines: readonly { readonly total: { readonly amount: string } }[];
}

async function importedOrders(client: Client): Promise<ImportedOrder[]> {
  interface Page {
    orders: { nodes: ImportedOrder[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }
  const found: ImportedOrder[] = [];
  for (let after: string | null = null; ;) {
    const { orders: page }: Page = await client.data<Page>(
      `query ($after: String) {
        orders(first: 100, after: $after, filter: { placedBefore: "2000-01-01T00:00:00Z" }) {
          nodes { total { amount } lines { total { amount } } }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      { after },
    );
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

/**
 * price × quantity × (1 − discount), rounded half up to the cent. Calculated in hundredths of a cent as integers, so
 * exact.
 */
function lineTotal(line: Row): bigint {
  const exact = cents(line.unit_price) * BigInt(line.quantity ?? '') * (100n - cents(line.discount));
  return (exact + 50n) / 100n;
}

function cents(amount: string | undefined): bigint {
  const [whole = '', decimals = ''] = (amount ?? '').split('.');
  return BigInt(whole + decimals.padEnd(2, '0'));
}

function decimal(amount: bigint): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function sku(id: string | undefined): string {
  return `NW-${(id ?? '').padStart(4, '0')}`;
}

function instant(day: string | undefined): string {
  return new Date(`${day ?? ''}T00:00:00Z`).toISOString();
}
