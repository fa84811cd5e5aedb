import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { productRecord } from '../testing/records.js';
import { orders, staff, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';
import { inSeconds, noHurry, stockCalls, unitsOf } from '../testing/stock-calls.js';

let database: TestDatabase;
let subgraph: TestSubgraph;
let stock: ReturnType<typeof stockCalls>;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph(database.newUri('products'));
  stock = stockCalls(subgraph);
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

/** Imports a new product for one test, and returns its id. */
async function aProduct(available: number, more: object = {}): Promise<string> {
  const id = randomUUID();
  await subgraph.import([productRecord(id, { available, ...more })]);
  return id;
}

describe('reserving', () => {
  it('takes units and tells what the product was', async () => {
    const id = await aProduct(10);
    expect(await stock.reserve('o1', { [id]: 4 })).toEqual([
      {
        productId: id,
        outcome: 'HELD',
        available: 0,
        sku: `SKU-${id}`,
        name: `Product ${id}`,
        unitPrice: { amount: '18.00', currency: 'USD' },
      },
    ]);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 6, held: 4, sold: 0 });
  });

  it('again holds once, at the price of the first time', async () => {
    const id = await aProduct(10);
    const first = await stock.reserve('o1', { [id]: 4 });
    await subgraph.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { errors { __typename } } }',
      { input: { id, price: { amount: '99', currency: 'USD' } } },
      staff,
    );
    expect(await stock.reserve('o1', { [id]: 4 })).toEqual(first);
    const [other] = await stock.reserve('o2', { [id]: 1 });
    expect(other?.unitPrice?.amount).toBe('99.00');
    expect(await unitsOf(subgraph, id)).toEqual({ available: 5, held: 5, sold: 0 });
  });

  it('tells each line apart, and holds nothing for an order of what is no longer sold', async () => {
    const [few, enough] = [await aProduct(2), await aProduct(2)];
    const gone = await aProduct(5, { discontinued: true });
    const { result: lines, commands } = await subgraph.watch(() =>
      stock.reserve('o1', { [few]: 3, [enough]: 1, [gone]: 1, nothing: 1 }),
    );
    expect(lines.map(({ productId, outcome, available }) => [productId, outcome, available])).toEqual([
      [few, 'INSUFFICIENT', 2],
      [enough, 'NOT_HELD', 0],
      [gone, 'DISCONTINUED', 5],
      ['nothing', 'UNKNOWN_PRODUCT', 0],
    ]);
    expect(lines[3]).toMatchObject({ sku: null, name: null, unitPrice: null });
    expect(commands).toEqual(['find products', 'find ledgers']);
  });

  const usd = (amount: string) => ({ expectedSubtotal: { amount, currency: 'USD' } });

  it('at the prices that were expected costs nothing more', async () => {
    const [a, b] = [await aProduct(9), await aProduct(9)];
    const { result, commands } = await subgraph.watch(() =>
      stock.reserve('o1', { [a]: 1, [b]: 2 }, usd('54.00')),
    );
    expect(result.map(({ outcome }) => outcome)).toEqual(['HELD', 'HELD']);
    expect(commands).toEqual(['find products', 'update ledgers', 'find ledgers']);
  });

  it.each([
    usd('53.99'),
    usd('54.01'),
    usd('-54.00'),
    { expectedSubtotal: { amount: '54', currency: 'EUR' } },
  ])('at other prices than were expected holds nothing, not even for a moment: %j', async (expected) => {
    const [a, b] = [await aProduct(9), await aProduct(9)];
    const { result, commands } = await subgraph.watch(() =>
      stock.reserve('o1', { [a]: 1, [b]: 2 }, expected),
    );
    expect(result.map(({ outcome, unitPrice }) => [outcome, unitPrice?.amount])).toEqual([
      ['NOT_HELD', '18.00'],
      ['NOT_HELD', '18.00'],
    ]);
    expect(commands).toEqual(['find products', 'find ledgers']);
  });

  it('again, after the price has changed, finds what it held at the old one', async () => {
    const id = await aProduct(9);
    const first = await stock.reserve('o1', { [id]: 2 }, usd('36.00'));
    await subgraph.models.products.updateOne({ _id: id }, { $set: { priceMinor: 9_900 } });
    expect(await stock.reserve('o1', { [id]: 2 }, usd('36.00'))).toEqual(first);
    expect((await stock.reserve('o2', { [id]: 2 }, usd('36.00')))[0]?.outcome).toBe('NOT_HELD');
  });

  it('after the deadline does nothing', async () => {
    const id = await aProduct(2);
    const [line] = await stock.reserve('o1', { [id]: 1 }, { deadline: inSeconds(-1) });
    expect(line?.outcome).toBe('EXPIRED');
    expect(await unitsOf(subgraph, id)).toEqual({ available: 2, held: 0, sold: 0 });
  });

  it('with another quantity than before is refused', async () => {
    const id = await aProduct(9);
    await stock.reserve('o1', { [id]: 2 });
    await expect(stock.reserve('o1', { [id]: 3 })).rejects.toThrow('another quantity');
  });

  it('costs two commands for one product', async () => {
    const id = await aProduct(9);
    const { commands } = await subgraph.watch(() => stock.reserve('o1', { [id]: 1 }));
    expect(commands).toEqual(['find products', 'findAndModify ledgers']);
  });

  it('costs two reads for what is sold out', async () => {
    const id = await aProduct(0);
    const { result, commands } = await subgraph.watch(() => stock.reserve('o1', { [id]: 1 }));
    expect(result[0]?.outcome).toBe('INSUFFICIENT');
    expect(commands).toEqual(['find products', 'find ledgers']);
  });

  it.each([
    ['no lines', {}, undefined],
    ['no units', { a: 0 }, undefined],
    ['negative units', { a: -1 }, undefined],
    ['too many units', { a: 1_001 }, undefined],
    ['too many lines', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}`, 1])), undefined],
    ['a deadline that lies far ahead', { a: 1 }, { deadline: inSeconds(3_600) }],
    [
      'an expected subtotal that is no amount',
      { a: 1 },
      { expectedSubtotal: { amount: '1.001', currency: 'USD' } },
    ],
  ])('refuses %s', async (_, lines, options) => {
    await expect(stock.reserve('o1', lines, options)).rejects.toThrow();
  });

  it('refuses a product named twice', async () => {
    const lines = [1, 2].map((quantity) => ({ productId: 'a', quantity }));
    const { errors } = await subgraph.ask(
      'mutation ($input: ReserveOrdersInput!) { reserveOrders(input: $input) { orders { lines { outcome } } } }',
      { input: { orders: [{ orderId: 'o', deadline: inSeconds(5).toISOString(), lines }] } },
      orders,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('settling', () => {
  it('finalises once', async () => {
    const id = await aProduct(10);
    await stock.reserve('o1', { [id]: 4 });
    expect(await stock.finalise('o1', id)).toEqual(['SETTLED']);
    expect(await stock.finalise('o1', id)).toEqual(['ALREADY_SETTLED']);
    expect(await stock.release('o1', id)).toEqual(['ALREADY_SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 6, held: 0, sold: 4 });
  });

  it('releases once', async () => {
    const id = await aProduct(10);
    await stock.reserve('o1', { [id]: 4 });
    expect(await stock.release('o1', id)).toEqual(['SETTLED']);
    expect(await stock.release('o1', id)).toEqual(['ALREADY_SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 10, held: 0, sold: 0 });
  });

  it('closes an order that holds nothing, so that its reservation comes too late', async () => {
    const id = await aProduct(10);
    expect(await stock.release('o1', id)).toEqual(['SETTLED']);
    const [line] = await stock.reserve('o1', { [id]: 1 });
    expect(line?.outcome).toBe('CLOSED');
    expect(await unitsOf(subgraph, id)).toEqual({ available: 10, held: 0, sold: 0 });
  });

  it('lets held units of a discontinued product go either way', async () => {
    const id = await aProduct(10);
    await stock.reserve('o1', { [id]: 1 });
    await stock.reserve('o2', { [id]: 2 });
    await subgraph.ask(
      'mutation ($input: DiscontinueProductInput!) { discontinueProduct(input: $input) { errors { __typename } } }',
      { input: { id } },
      staff,
    );
    expect(await stock.finalise('o1', id)).toEqual(['SETTLED']);
    expect(await stock.release('o2', id)).toEqual(['SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 9, held: 0, sold: 1 });
  });

  it('knows products that are not there', async () => {
    expect(await stock.release('o1', 'nothing')).toEqual(['UNKNOWN_PRODUCT']);
    expect(await stock.restock('o1', { nothing: 1 })).toEqual(['UNKNOWN_PRODUCT']);
  });

  it('costs a read, a write and a read of the result for any number of products', async () => {
    const [a, b, c] = [await aProduct(9), await aProduct(9), await aProduct(9)];
    await stock.reserve('o1', { [a]: 1, [b]: 1, [c]: 1 });
    const { commands } = await subgraph.watch(() => stock.finalise('o1', a, b, c));
    expect(commands).toEqual(['find ledgers', 'update ledgers', 'find ledgers']);
  });
});

describe('restocking', () => {
  it('takes sold units back once', async () => {
    const id = await aProduct(10);
    await stock.reserve('o1', { [id]: 4 });
    await stock.finalise('o1', id);
    expect(await stock.restock('o1', { [id]: 4 })).toEqual(['SETTLED']);
    expect(await stock.restock('o1', { [id]: 4 })).toEqual(['ALREADY_SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 10, held: 0, sold: 0 });
  });

  it('that overtakes the finalising takes the held units back, and the finalising nothing', async () => {
    const id = await aProduct(10);
    await stock.reserve('o1', { [id]: 4 });
    expect(await stock.restock('o1', { [id]: 4 })).toEqual(['SETTLED']);
    expect(await stock.finalise('o1', id)).toEqual(['ALREADY_SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 10, held: 0, sold: 0 });
  });

  it('takes the units of an imported order back', async () => {
    const id = await aProduct(0, { sold: 7 });
    expect(await stock.restock('nw-order-1', { [id]: 3 })).toEqual(['SETTLED']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 3, held: 0, sold: 4 });
    await expect(stock.restock('nw-order-2', { [id]: 5 })).rejects.toThrow('Internal server error');
  });
});

describe('stock', () => {
  it('is closed to everybody but services', async () => {
    const query = `mutation { reserveOrders(input: { orders: [{ orderId: "o", deadline: "2030-01-01T00:00:00Z",
      lines: [{ productId: "a", quantity: 1 }] }] }) { orders { lines { outcome } } } }`;
    for (const asker of [{}, staff, { ...staff, service: 'router' as const }]) {
      const { data, errors } = await subgraph.ask(query, {}, asker);
      expect(data).toEqual({ reserveOrders: null });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('is sold to exactly as many as there are units, however many want them at once', async () => {
    const id = await aProduct(100);
    const reservations = await Promise.all(
      Array.from({ length: 200 }, (_, buyer) => stock.reserve(`buyer-${buyer}`, { [id]: 1 })),
    );
    const outcomes = reservations.map(([line]) => line?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'HELD')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'INSUFFICIENT')).toHaveLength(100);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 0, held: 100, sold: 0 });
    const { data } = await subgraph.ask('query ($id: ID!) { product(id: $id) { availability } }', { id });
    expect(data).toEqual({ product: { availability: 'OUT_OF_STOCK' } });
  });

  it('is booked once by ten copies of every message at once', async () => {
    const id = await aProduct(10);
    const copies = <Answer>(send: () => Promise<Answer>) =>
      Promise.all(Array.from({ length: 10 }, () => send()));
    const held = await copies(() => stock.reserve('o1', { [id]: 3 }));
    expect(held.every(([line]) => line?.outcome === 'HELD')).toBe(true);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 7, held: 3, sold: 0 });
    const finalised = (await copies(() => stock.finalise('o1', id))).flat();
    expect(finalised.filter((outcome) => outcome === 'SETTLED')).toHaveLength(1);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 7, held: 0, sold: 3 });
    const restocked = (await copies(() => stock.restock('o1', { [id]: 3 }))).flat();
    expect(restocked.filter((outcome) => outcome === 'SETTLED')).toHaveLength(1);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 10, held: 0, sold: 0 });
  });

  it('bought crosswise by many ends with every order whole or nothing', async () => {
    const [a, b] = [await aProduct(20), await aProduct(20)];
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        const order = `cross-${at}`;
        const lines = await stock.reserve(order, at % 2 === 0 ? { [a]: 1, [b]: 1 } : { [b]: 1, [a]: 1 });
        const whole = lines.every(({ outcome }) => outcome === 'HELD');
        await (whole ? stock.finalise(order, a, b) : stock.release(order, a, b));
      }),
    );
    const [left, right] = [await unitsOf(subgraph, a), await unitsOf(subgraph, b)];
    expect(left.held + right.held).toBe(0);
    expect(left.sold).toBe(right.sold);
    expect(left.sold).toBeGreaterThan(0);
  });
});

describe('many orders in one call', () => {
  const line = (productId: string, quantity = 1) => ({ productId, quantity });
  const requests = (count: number, ...productIds: string[]) =>
    Array.from({ length: count }, (_, at) => ({
      orderId: `many-${at}`,
      deadline: noHurry().toISOString(),
      lines: productIds.map((productId) => line(productId)),
    }));
  const reserve = async (orderRequests: object[]) => {
    const { data, errors } = await subgraph.ask<{
      reserveOrders: { orders: { lines: { outcome: string; available: number }[] }[] } | null;
    }>(
      `mutation ($input: ReserveOrdersInput!) {
        reserveOrders(input: $input) { orders { lines { outcome available } } } }`,
      { input: { orders: orderRequests } },
      orders,
    );
    return { errors, outcomes: data.reserveOrders?.orders.map(({ lines }) => lines[0]?.outcome) };
  };
  const settle = (mutation: string, orderIds: string[], ...productIds: string[]) =>
    subgraph.ask(
      `mutation ($input: SettleOrdersInput!) { ${mutation}(input: $input) { orders { lines { outcome } } } }`,
      { input: { orders: orderIds.map((orderId) => ({ orderId, productIds })) } },
      orders,
    );

  it('hold what there is, in one change of the ledger', async () => {
    const id = await aProduct(10);
    const { result, commands } = await subgraph.watch(() => reserve(requests(10, id)));
    expect(result.outcomes).toEqual(Array(10).fill('HELD'));
    expect(await unitsOf(subgraph, id)).toEqual({ available: 0, held: 10, sold: 0 });
    expect(commands.slice(0, 2)).toEqual(['find products', 'findAndModify ledgers']);
  });

  it('hold as much as there is when it is too little, and the rest is refused', async () => {
    const id = await aProduct(10);
    const { result, commands } = await subgraph.watch(() => reserve(requests(60, id)));
    expect(result.outcomes).toEqual(
      Array.from({ length: 60 }, (_, at) => (at < 10 ? 'HELD' : 'INSUFFICIENT')),
    );
    expect(await unitsOf(subgraph, id)).toEqual({ available: 0, held: 10, sold: 0 });
    expect(commands.filter((command) => command.endsWith(' ledgers'))).toHaveLength(4);
  });

  it('are settled together, in one change of each ledger', async () => {
    const [a, b] = [await aProduct(9), await aProduct(9)];
    await reserve(requests(3, a, b));
    const { commands } = await subgraph.watch(() => settle('finaliseOrders', ['many-0', 'many-1'], a, b));
    expect(commands).toEqual(['find ledgers', 'update ledgers', 'find ledgers']);
    await settle('releaseOrders', ['many-1', 'many-2', 'unheard-of'], a, b);
    expect(await unitsOf(subgraph, a)).toEqual({ available: 7, held: 0, sold: 2 });
    expect(await unitsOf(subgraph, b)).toEqual({ available: 7, held: 0, sold: 2 });
    const { outcomes } = await reserve([{ ...requests(1, a)[0], orderId: 'unheard-of' }]);
    expect(outcomes).toEqual(['CLOSED']);
  });

  it('hold once when an order is named twice', async () => {
    const id = await aProduct(9);
    const [request] = requests(1, id);
    expect((await reserve([{ ...request }, { ...request }])).outcomes).toEqual(['HELD', 'HELD']);
    expect(await unitsOf(subgraph, id)).toEqual({ available: 8, held: 1, sold: 0 });
  });

  it.each([
    ['no orders', []],
    ['too many orders', requests(101, 'a')],
    ['too many lines', requests(11, ...Array.from({ length: 100 }, (_, at) => `p${at}`))],
  ])('are refused when there are %s', async (_, orderRequests) => {
    expect((await reserve(orderRequests)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the list of what can be bought', () => {
  const listed = async (id: string) => {
    const { data } = await subgraph.ask<{ products: { nodes: { id: string }[] } }>(
      'query { products(first: 100, filter: { inStock: true }) { nodes { id } } }',
    );
    return data.products.nodes.some((node) => node.id === id);
  };

  it('follows the ledger', async () => {
    const id = await aProduct(2);
    expect(await listed(id)).toBe(true);
    await stock.reserve('o1', { [id]: 2 });
    expect(await listed(id)).toBe(false);
    await stock.release('o1', id);
    expect(await listed(id)).toBe(true);
    await stock.reserve('o2', { [id]: 2 });
    await stock.finalise('o2', id);
    expect(await listed(id)).toBe(false);
    await stock.restock('o2', { [id]: 2 });
    expect(await listed(id)).toBe(true);
  });
});
