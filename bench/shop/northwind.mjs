// The operations of the shop that is measured with Northwind's data, and the people who send them.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { SIGN_IN } from './client.mjs';

/** The password of every account of Northwind. */
export const PASSWORD = 'supergraph-demo';

/** The email addresses of the customers, those with the most orders first. */
export const CUSTOMERS = customersByOrders();

/** The ids of the products that are on sale. */
const PRODUCTS = readRows('products')
  .filter(({ discontinued }) => discontinued === '0')
  .map(({ product_id: id }) => `nw-product-${id}`);

/** The number of lines of an order. */
const LINES = 3;

const ADJUST = `mutation ($input: AdjustStockInput!) { adjustStock(input: $input) { errors { __typename } } }`;

/** @param root the build whose registered operations are sent */
export function shopOperations(root) {
  const { operations } = JSON.parse(readFileSync(`${root}/schema/operations/manifest.json`, 'utf8'));
  const query = (title, name, variables) => ({
    title,
    connections: [1, 10],
    as: 'readers',
    request: (client, at) => client.ask(bodyOf(operations, name), variables(at)),
  });
  return [
    query('product page', 'WebProductPage', (at) => ({ id: product(at) })),
    query('order history', 'WebOrderHistory', () => ({})),
    query('orders with products', 'MobileOrders', () => ({})),
    query('account page', 'WebAccount', () => ({})),
    placeOrder(bodyOf(operations, 'WebPlaceOrder')),
    signIn(),
  ];
}

function placeOrder(body) {
  return {
    title: 'placeOrder',
    connections: [1, 50],
    as: 'buyers',
    async prepare(staff, delta) {
      for (const productId of PRODUCTS) {
        const input = { productId, delta, reason: 'benchmark', idempotencyKey: randomUUID() };
        await staff.ask(ADJUST, { input });
      }
    },
    async request(client, at) {
      const lines = Array.from({ length: LINES }, (_, line) => ({
        productId: product(at * LINES + line),
        quantity: 1,
      }));
      const { placeOrder: placed } = await client.ask(body, {
        input: { lines, idempotencyKey: randomUUID() },
      });
      if (placed.errors.length > 0) throw new Error(JSON.stringify(placed.errors));
    },
  };
}

function signIn() {
  return {
    title: 'sign-in',
    connections: [1, 10],
    as: 'readers',
    async request(client, at) {
      const input = { email: CUSTOMERS[at % CUSTOMERS.length], password: PASSWORD };
      const { signIn: signedIn } = await client.ask(SIGN_IN, { input });
      if (signedIn.session === null) throw new Error(JSON.stringify(signedIn.errors));
    },
  };
}

function bodyOf(operations, name) {
  const operation = operations.find((one) => one.name === name);
  if (operation === undefined) throw new Error(`no operation ${name} is registered`);
  return operation.body;
}

/** Spreads consecutive numbers over the products. */
function product(at) {
  return PRODUCTS[(at * 31) % PRODUCTS.length];
}

function customersByOrders() {
  const counts = new Map(readRows('customers').map(({ customer_id: id }) => [id, 0]));
  for (const { customer_id: id } of readRows('orders')) counts.set(id, counts.get(id) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([id]) => `${id.toLowerCase()}@northwind.example`);
}

function readRows(table) {
  const file = new URL(`../../data/northwind/${table}.csv`, import.meta.url);
  return parse(readFileSync(file), { columns: true });
}
