import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { stockCalls, unitsOf } from '../testing/stock-calls.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  await subgraph.import([{ type: 'category', id: 'drinks', name: 'Drinks', description: null }]);
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

interface Payload {
  readonly product: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly { readonly __typename: string; readonly path: readonly string[] | null }[];
}

const errorFields = `__typename ... on UserError { message path } ... on SkuTaken { sku }
  ... on CategoryNotFound { categoryId } ... on ProductNotFound { productId }
  ... on InsufficientStock { product { id } requested available }`;
const productFields = `id sku name description price { amount currency } category { id } availability stock
  inventory { available held sold received } createdAt updatedAt`;

async function mutate(name: string, input: object, as = staff): Promise<Payload> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const errors = errorFieldsOf(type);
  const { data, errors: failures } = await subgraph.ask<Record<string, Payload | null>>(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) { product { ${productFields} } errors { ${errors} } } }`,
    { input },
    as,
  );
  const payload = data[name];
  if (payload == null) throw new Error(failures?.[0]?.extensions.code);
  return payload;
}

/** GraphQL allows fragments only on members of the payload's own union. */
function errorFieldsOf(type: string): string {
  const members: Record<string, string[]> = {
    CreateProduct: ['InvalidInput', 'SkuTaken', 'CategoryNotFound'],
    UpdateProduct: ['InvalidInput', 'ProductNotFound', 'CategoryNotFound'],
    DiscontinueProduct: ['ProductNotFound'],
    AdjustStock: ['InvalidInput', 'ProductNotFound', 'InsufficientStock', 'IdempotencyConflict'],
  };
  return errorFields
    .split(/(?=\.\.\. on)/)
    .filter((part) => {
      const [, name] = /^\.\.\. on (\w+)/.exec(part) ?? [];
      return name === undefined || name === 'UserError' || members[type]?.includes(name);
    })
    .join(' ');
}

const tea = (more: object = {}) => ({
  sku: `TEA-${randomUUID()}`,
  name: 'Tea',
  price: { amount: '4.50', currency: 'USD' },
  ...more,
});

async function aProduct(stock = 0): Promise<string> {
  const { product } = await mutate('createProduct', tea({ stock }));
  return String(product?.id);
}

describe('createProduct', () => {
  it('adds a product with its first stock, whole at once', async () => {
    const input = tea({ description: 'Green', categoryId: 'drinks', stock: 12 });
    const { product, errors } = await mutate('createProduct', input);
    expect(errors).toEqual([]);
    expect(product).toMatchObject({
      sku: input.sku,
      name: 'Tea',
      description: 'Green',
      price: { amount: '4.50', currency: 'USD' },
      category: { id: 'drinks' },
      availability: 'IN_STOCK',
      stock: 12,
      inventory: { available: 12, held: 0, sold: 0, received: 12 },
    });
    const { data } = await subgraph.ask(
      'query ($sku: String!) { productBySku(sku: $sku) { stock } products(filter: { search: "green" }) { nodes { sku } } }',
      { sku: input.sku },
    );
    expect(data).toEqual({ productBySku: { stock: 12 }, products: { nodes: [{ sku: input.sku }] } });
  });

  it.each([
    ['a taken SKU', { sku: 'TAKEN' }, 'SkuTaken', ['sku']],
    ['no SKU', { sku: '' }, 'InvalidInput', ['sku']],
    ['a strange SKU', { sku: 'a b' }, 'InvalidInput', ['sku']],
    ['a long SKU', { sku: 'a'.repeat(65) }, 'InvalidInput', ['sku']],
    ['a blank name', { name: ' ' }, 'InvalidInput', ['name']],
    ['a long name', { name: 'n'.repeat(201) }, 'InvalidInput', ['name']],
    ['a name of two lines', { name: 'Tea\nor not' }, 'InvalidInput', ['name']],
    ['a name that turns the text around', { name: 'Tea\u202e' }, 'InvalidInput', ['name']],
    ['a description with ESC', { description: 'Green\u001b[31m' }, 'InvalidInput', ['description']],
    ['a long description', { description: 'd'.repeat(5_001) }, 'InvalidInput', ['description']],
    ['a negative price', { price: { amount: '-1', currency: 'USD' } }, 'InvalidInput', ['price', 'amount']],
    ['half a cent', { price: { amount: '1.005', currency: 'USD' } }, 'InvalidInput', ['price', 'amount']],
    ['another currency', { price: { amount: '1', currency: 'EUR' } }, 'InvalidInput', ['price', 'currency']],
    [
      'an unsafe price',
      { price: { amount: '999999999999999', currency: 'USD' } },
      'InvalidInput',
      ['price', 'amount'],
    ],
    ['an unknown category', { categoryId: 'nowhere' }, 'CategoryNotFound', ['categoryId']],
    ['negative stock', { stock: -1 }, 'InvalidInput', ['stock']],
    ['too much stock', { stock: 1_000_001 }, 'InvalidInput', ['stock']],
  ])('tells of %s', async (_, fault, type, path) => {
    await mutate('createProduct', tea({ sku: 'TAKEN' }));
    const { product, errors } = await mutate('createProduct', tea(fault));
    expect(product).toBeNull();
    expect(errors).toMatchObject([{ __typename: type, path }]);
  });

  it('gives a SKU to one of many who want it at once', async () => {
    const input = tea();
    const payloads = await Promise.all(Array.from({ length: 10 }, () => mutate('createProduct', input)));
    expect(payloads.filter(({ product }) => product !== null)).toHaveLength(1);
    expect(payloads.flatMap(({ errors }) => errors.map(({ __typename }) => __typename))).toEqual(
      Array(9).fill('SkuTaken'),
    );
  });
});

describe('updateProduct', () => {
  it('changes what is given and leaves the rest', async () => {
    const id = await aProduct(3);
    const price = { amount: '9.99', currency: 'USD' };
    await mutate('updateProduct', { id, description: 'Black', categoryId: 'drinks' });
    const { product } = await mutate('updateProduct', { id, price, name: 'Čaj' });
    expect(product).toMatchObject({
      name: 'Čaj',
      description: 'Black',
      price,
      category: { id: 'drinks' },
      stock: 3,
    });
    expect(product?.updatedAt).not.toBe(product?.createdAt);
    const { product: without } = await mutate('updateProduct', { id, description: null, categoryId: null });
    expect(without).toMatchObject({ name: 'Čaj', description: null, category: null });
  });

  it('makes the product found by its new words alone', async () => {
    const id = await aProduct();
    await mutate('updateProduct', { id, name: 'Rooibos', description: 'Redbush' });
    const found = async (search: string) => {
      const { data } = await subgraph.ask<{ products: { nodes: { id: string }[] } }>(
        'query ($search: String) { products(filter: { search: $search }) { nodes { id } } }',
        { search },
      );
      return data.products.nodes.some((node) => node.id === id);
    };
    expect([await found('roo red'), await found('tea')]).toEqual([true, false]);
  });

  it('loses none of two changes made at once', async () => {
    const id = await aProduct();
    await Promise.all([
      mutate('updateProduct', { id, name: 'Assam' }),
      mutate('updateProduct', { id, description: 'Strong' }),
      mutate('updateProduct', { id, price: { amount: '1', currency: 'USD' } }),
    ]);
    const stored = await subgraph.models.products.findOne({ _id: id }).lean();
    expect(stored).toMatchObject({
      name: 'Assam',
      description: 'Strong',
      priceMinor: 100,
      words: ['assam', 'strong'],
    });
  });

  it.each([
    ['an unknown product', { id: 'nothing' }, 'ProductNotFound', ['id']],
    ['an unknown category', { categoryId: 'nowhere' }, 'CategoryNotFound', ['categoryId']],
    ['another currency', { price: { amount: '1', currency: 'EUR' } }, 'InvalidInput', ['price', 'currency']],
    ['a blank name', { name: '' }, 'InvalidInput', ['name']],
  ])('tells of %s', async (_, fault, type, path) => {
    const { errors } = await mutate('updateProduct', { id: await aProduct(), ...fault });
    expect(errors).toMatchObject([{ __typename: type, path }]);
  });
});

describe('discontinueProduct', () => {
  it('ends the sale, visibly, however often it is asked', async () => {
    const id = await aProduct(5);
    for (let time = 0; time < 2; time += 1) {
      const { product, errors } = await mutate('discontinueProduct', { id });
      expect(errors).toEqual([]);
      expect(product).toMatchObject({ availability: 'DISCONTINUED', stock: 0, inventory: { available: 5 } });
    }
    const [line] = await stockCalls(subgraph).reserve('late', { [id]: 1 });
    expect(line?.outcome).toBe('DISCONTINUED');
    const stored = await subgraph.models.products.findOne({ _id: id }).lean();
    expect(stored).toMatchObject({ discontinued: true, inStock: false });
  });

  it('tells of an unknown product', async () => {
    const { errors } = await mutate('discontinueProduct', { id: 'nothing' });
    expect(errors).toMatchObject([{ __typename: 'ProductNotFound', productId: 'nothing' }]);
  });
});

describe('adjustStock', () => {
  const change = (productId: string, delta: number, more: object = {}) => ({
    productId,
    delta,
    reason: 'counted',
    idempotencyKey: randomUUID(),
    ...more,
  });

  it('books units in and out', async () => {
    const id = await aProduct(0);
    const { product } = await mutate('adjustStock', change(id, 15));
    expect(product).toMatchObject({ stock: 15, availability: 'IN_STOCK', inventory: { received: 15 } });
    const { product: less } = await mutate('adjustStock', change(id, -15));
    expect(less).toMatchObject({ stock: 0, availability: 'OUT_OF_STOCK', inventory: { received: 0 } });
  });

  it('books a key once, however often and however many at once', async () => {
    const id = await aProduct(0);
    const input = change(id, 7);
    const payloads = await Promise.all(Array.from({ length: 10 }, () => mutate('adjustStock', input)));
    expect(payloads.every(({ errors }) => errors.length === 0)).toBe(true);
    const { product } = await mutate('adjustStock', input);
    expect(product).toMatchObject({ stock: 7 });
  });

  it.each([
    ['reason', { reason: 'two\nlines' }],
    ['idempotencyKey', { idempotencyKey: 'a\u0000' }],
  ])('takes plain text alone as %s', async (path, more) => {
    const { errors } = await mutate('adjustStock', change(await aProduct(), 1, more));
    expect(errors).toMatchObject([{ __typename: 'InvalidInput', path: [path] }]);
  });

  it('refuses a key with another input', async () => {
    const [id, other] = [await aProduct(9), await aProduct(9)];
    const input = change(id, 1);
    await mutate('adjustStock', input);
    for (const different of [{ delta: 2 }, { reason: 'other' }, { productId: other }]) {
      const { errors } = await mutate('adjustStock', { ...input, ...different });
      expect(errors).toMatchObject([{ __typename: 'IdempotencyConflict', path: ['idempotencyKey'] }]);
    }
    expect(await unitsOf(subgraph, id)).toMatchObject({ available: 10 });
    expect(await unitsOf(subgraph, other)).toMatchObject({ available: 9 });
  });

  it('never goes below zero, and does not burn the key of what it refused', async () => {
    const id = await aProduct(3);
    const input = change(id, -5);
    const { product, errors } = await mutate('adjustStock', input);
    expect(product).toBeNull();
    expect(errors).toMatchObject([
      { __typename: 'InsufficientStock', path: ['delta'], product: { id }, requested: 5, available: 3 },
    ]);
    await mutate('adjustStock', change(id, 2));
    const { product: retried } = await mutate('adjustStock', input);
    expect(retried).toMatchObject({ stock: 0 });
  });

  it('never takes what orders hold, nor more than there is when many take at once', async () => {
    const id = await aProduct(10);
    await stockCalls(subgraph).reserve('o1', { [id]: 4 });
    const payloads = await Promise.all(
      Array.from({ length: 10 }, () => mutate('adjustStock', change(id, -1))),
    );
    expect(payloads.filter(({ errors }) => errors.length === 0)).toHaveLength(6);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 0, held: 4, sold: 0 });
  });

  it('shows each of two changes in one request as it left the stock', async () => {
    const id = await aProduct(1);
    const { data } = await subgraph.ask(
      `mutation ($a: AdjustStockInput!, $b: AdjustStockInput!) {
        a: adjustStock(input: $a) { product { stock } } b: adjustStock(input: $b) { product { stock } } }`,
      { a: change(id, 1), b: change(id, 1) },
      staff,
    );
    expect(data).toEqual({ a: { product: { stock: 2 } }, b: { product: { stock: 3 } } });
  });

  it.each([
    ['no change', { delta: 0 }, 'InvalidInput', ['delta']],
    ['a huge change', { delta: -1_000_001 }, 'InvalidInput', ['delta']],
    ['no reason', { reason: ' ' }, 'InvalidInput', ['reason']],
    ['a long reason', { reason: 'r'.repeat(201) }, 'InvalidInput', ['reason']],
    ['no key', { idempotencyKey: '' }, 'InvalidInput', ['idempotencyKey']],
    ['a long key', { idempotencyKey: 'k'.repeat(101) }, 'InvalidInput', ['idempotencyKey']],
    ['half a character in the reason', { reason: 'x\ud800' }, 'InvalidInput', ['reason']],
    ['half a character in the key', { idempotencyKey: 'x\ud800' }, 'InvalidInput', ['idempotencyKey']],
    ['an unknown product', { productId: 'nothing' }, 'ProductNotFound', ['productId']],
  ])('tells of %s', async (_, fault, type, path) => {
    const { errors } = await mutate('adjustStock', change(await aProduct(), 1, fault));
    expect(errors).toMatchObject([{ __typename: type, path }]);
  });

  it('counts no further than a ledger can', async () => {
    const id = randomUUID();
    await subgraph.import([productRecord(id, { available: 1_000_000_000, sold: 999_999_999 })]);
    const { errors } = await mutate('adjustStock', change(id, 2));
    expect(errors).toMatchObject([{ __typename: 'InvalidInput', path: ['delta'] }]);
  });
});

describe('the mutations of staff', () => {
  it.each(['createProduct', 'updateProduct', 'discontinueProduct', 'adjustStock'])(
    '%s is refused to others, and changes nothing',
    async (name) => {
      const id = await aProduct(5);
      const inputs: Record<string, object> = {
        createProduct: tea({ sku: 'FORBIDDEN' }),
        updateProduct: { id, name: 'Hacked' },
        discontinueProduct: { id },
        adjustStock: { productId: id, delta: 1, reason: 'x', idempotencyKey: 'x' },
      };
      const { commands } = await subgraph.watch(async () => {
        const anonymous = mutate(name, inputs[name] ?? {}, {});
        await expect(anonymous).rejects.toThrow('UNAUTHENTICATED');
        const customer = mutate(name, inputs[name] ?? {}, { scopes: ['orders:read'] });
        await expect(customer).rejects.toThrow('FORBIDDEN');
      });
      expect(commands).toEqual([]);
    },
  );
});
