import { readFileSync } from 'node:fs';
import mongoose from 'mongoose';
import { Kind, parse, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderAnswer, Page } from './testing/answers.js';
import {
  recordCommands,
  startTestDatabase,
  type Asker,
  type TestDatabase,
} from '@supergraph/service-kit/testing';
import { ORDER } from './testing/operations.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';
import { staff } from './testing/staff.js';
import { moment, seed } from './testing/seed.js';

let database: TestDatabase;
let subgraph: TestSubgraph;

const CUSTOMERS = 12;
const customers = Array.from({ length: CUSTOMERS }, (_, at) => `c${at}`);

/** How many orders a customer has: none to many, and one far more than a page. */
const ordersOf = (at: number) => (at === 5 ? 60 : at);

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: 'http://127.0.0.1:1/graphql',
  });
  const seeds = customers.flatMap((customerId, at) =>
    Array.from({ length: ordersOf(at) }, (_, index) => ({
      id: `${customerId}-${String(index).padStart(2, '0')}`,
      customerId,
      // Many orders share a moment, of one customer and of several.
      minute: Math.floor(index / 2),
      productIds: [`p${at}`, 'p-all'],
      status: index % 3 === 0 ? ('CONFIRMED' as const) : ('DELIVERED' as const),
    })),
  );
  await seed(subgraph.models, seeds);
  const shippingAddress = { recipient: 'Ann', street: '1 Road', city: 'Town', country: 'DE' };
  await subgraph.models.orders.updateMany(
    { customerId: mongoose.trusted({ $in: ['c3', 'c5', 'c7'] }) },
    { $set: { shippingAddress } },
  );
  await subgraph.models.orders.updateOne({ _id: 'c1-00' }, { $set: { status: 'CANCELLED' } });
});

afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});

const PAGE = `nodes { id } edges { cursor } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

const customer = (id: string): Asker => ({ subject: id });

/** The orders of a customer's list, the latest first. */
function expectedIds(customerId: string): string[] {
  const at = customers.indexOf(customerId);
  return Array.from(
    { length: ordersOf(at) },
    (_, index) => `${customerId}-${String(index).padStart(2, '0')}`,
  ).reverse();
}

async function pagesOf(ids: readonly string[], args: string, as: Asker): Promise<(Page | null)[]> {
  const representations = ids.map((id) => ({ __typename: 'User', id }));
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on User { orders${args} { ${PAGE} } } }
  }`;
  const { data } = await subgraph.ask<{ _entities: { orders: Page | null }[] }>(
    query,
    { representations },
    as,
  );
  return data._entities.map(({ orders }) => orders);
}

async function readOrder(id: string, as: Asker): Promise<OrderAnswer | null> {
  return (await subgraph.ask<{ order: OrderAnswer | null }>(ORDER, { id }, as)).data.order;
}

async function referTo(id: unknown, as: Asker) {
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Order { id number total { amount } } }
  }`;
  return subgraph.ask<{ _entities: (object | null)[] }>(
    query,
    { representations: [{ __typename: 'Order', id }] },
    as,
  );
}

test('an imported order reads as it was written', async () => {
  expect(await readOrder('c4-01', customer('c4'))).toMatchObject({
    status: 'DELIVERED',
    customer: { id: 'c4' },
    lines: [
      {
        product: { id: 'p4' },
        sku: 'SKU-p4',
        productName: 'Name of p4',
        quantity: 3,
        unitPrice: { amount: '10.05', currency: 'USD' },
        discount: '0.15',
        // 30.15 less 15 % is 25.6275.
        total: { amount: '25.63' },
      },
      { product: { id: 'p-all' } },
    ],
    subtotal: { amount: '51.26' },
    shipping: { amount: '3.25' },
    total: { amount: '54.51', currency: 'USD' },
    placedAt: moment(0).toISOString(),
    updatedAt: moment(60).toISOString(),
    history: [{ status: 'CONFIRMED' }, { status: 'SHIPPED' }, { status: 'DELIVERED' }],
    shippingAddress: null,
  });
});

test.each<[string, Asker, boolean]>([
  ['its customer', customer('c2'), true],
  ['another customer', customer('c3'), false],
  ['an anonymous caller', {}, false],
  ['staff', staff, true],
])('an order is there for %s: %s', async (_who, as, there) => {
  expect((await readOrder('c2-00', as)) !== null).toBe(there);
  expect((await referTo('c2-00', as)).data._entities[0] !== null).toBe(there);
  expect((await pagesOf(['c2'], '', as))[0] !== null).toBe(there);
});

test('an unknown order is null', async () => {
  expect(await readOrder('no-such-order', staff)).toBeNull();
});

test.each([[{ $ne: null }], [['c2-00']], [7], [null]])('a reference by %j finds nothing', async (id) => {
  const { data, errors } = await referTo(id, staff);
  expect(data._entities).toEqual([null]);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('all orders are for staff', async () => {
  const query = `{ orders { nodes { id } } }`;
  expect((await subgraph.ask(query, {}, customer('c2'))).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect((await subgraph.ask(query, {})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await subgraph.ask(query, {}, staff)).errors).toBeUndefined();
});

test('the list of all orders is filtered by every condition', async () => {
  const list = async (filter: object) => {
    const query = `query ($filter: OrderFilter) { orders(first: 100, filter: $filter) { ${PAGE} } }`;
    const { data } = await subgraph.ask<{ orders: Page }>(query, { filter }, staff);
    return data.orders.nodes.map(({ id }) => id);
  };
  expect(await list({ customerId: 'c3' })).toEqual(['c3-02', 'c3-01', 'c3-00']);
  expect(await list({ customerId: 'c3', status: 'CONFIRMED' })).toEqual(['c3-00']);
  expect(await list({ status: 'CANCELLED' })).toEqual(['c1-00']);
  const within = { placedAfter: moment(1).toISOString(), placedBefore: moment(2).toISOString() };
  expect(await list({ customerId: 'c5', ...within })).toEqual(['c5-03', 'c5-02']);
});

test.each([1, 7, 20, 100])('pages of %i cover every list once, forwards and backwards', async (size) => {
  for (const forwards of [true, false]) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const from: string = cursor === null ? '' : `, ${forwards ? 'after' : 'before'}: "${cursor}"`;
      const [page] = await pagesOf(['c5'], `(${forwards ? 'first' : 'last'}: ${size}${from})`, staff);
      if (page == null) throw new Error('no page');
      const ids = page.nodes.map(({ id }) => id);
      if (forwards) seen.push(...ids);
      else seen.unshift(...ids);
      expect(page.totalCount).toBe(60);
      cursor = forwards
        ? page.pageInfo.hasNextPage
          ? page.pageInfo.endCursor
          : null
        : page.pageInfo.hasPreviousPage
          ? page.pageInfo.startCursor
          : null;
    } while (cursor !== null);
    expect(seen).toEqual(expectedIds('c5'));
  }
});

test.each([
  '',
  '(first: 3)',
  '(last: 3)',
  '(filter: { status: DELIVERED })',
  '(first: 2, filter: { status: CONFIRMED })',
])('the lists of many customers are each as if read alone: orders%s', async (args) => {
  const together = await pagesOf(customers, args, staff);
  const alone = await Promise.all(customers.map(async (id) => (await pagesOf([id], args, staff))[0]));
  expect(together).toEqual(alone);
});

test.each(['first', 'last'])(
  'a cursor of one list cuts the lists of many in the same place: %s',
  async (count) => {
    const [page] = await pagesOf(['c5'], '(first: 30)', staff);
    const cursor = page?.edges.at(-1)?.cursor ?? '';
    const args = `(${count}: 4, ${count === 'first' ? 'after' : 'before'}: "${cursor}")`;
    const together = await pagesOf(customers, args, staff);
    const alone = await Promise.all(customers.map(async (id) => (await pagesOf([id], args, staff))[0]));
    expect(together).toEqual(alone);
  },
);

test('the lists of many customers cost as much as those of two', async () => {
  const few = await subgraph.watch(() => pagesOf(customers.slice(2, 4), '(first: 1)', staff));
  const many = await subgraph.watch(() => pagesOf(customers, '(first: 1)', staff));
  expect(many.commands).toEqual(few.commands);
  // The pages' ids, their orders, the counts.
  expect(many.commands).toEqual(['aggregate orders', 'find orders', 'aggregate orders']);
});

test("one's own lists and another's are told apart in one request", async () => {
  const [own, other] = await pagesOf(['c3', 'c4'], '', customer('c3'));
  expect(own?.totalCount).toBe(3);
  expect(other).toBeNull();
});

test.each(['(first: 0)', '(first: 101)', '(first: -1)', '(first: 1, last: 1)', '(after: "nonsense")'])(
  'orders%s is refused',
  async (args) => {
    const query = `{ orders${args} { nodes { id } } }`;
    expect((await subgraph.ask(query, {}, staff)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  },
);

async function orderedByMe(ids: readonly string[], as: Asker): Promise<(boolean | null)[]> {
  const representations = ids.map((id) => ({ __typename: 'Product', id }));
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Product { orderedByMe } }
  }`;
  const { data } = await subgraph.ask<{ _entities: { orderedByMe: boolean | null }[] }>(
    query,
    { representations },
    as,
  );
  return data._entities.map((product) => product.orderedByMe);
}

test('a product knows whether the caller ever ordered it', async () => {
  expect(await orderedByMe(['p2', 'p3', 'p-all'], customer('c2'))).toEqual([true, false, true]);
  expect(await orderedByMe(['p2'], {})).toEqual([null]);
  // Their only order was cancelled.
  expect(await orderedByMe(['p1', 'p-all'], customer('c1'))).toEqual([false, false]);
});

test('a page of products costs one command', async () => {
  const ids = Array.from({ length: 100 }, (_, at) => `p${at}`);
  const { commands } = await subgraph.watch(() => orderedByMe(ids, customer('c5')));
  expect(commands).toEqual(['aggregate orders']);
});

test('a page of orders costs one command, and its count one more', async () => {
  const page = await subgraph.watch(() =>
    subgraph.ask(`{ orders(first: 100) { nodes { id number } } }`, {}, staff),
  );
  expect(page.commands).toEqual(['find orders']);
  const counted = await subgraph.watch(() =>
    subgraph.ask(`{ orders { nodes { id } totalCount } }`, {}, staff),
  );
  expect(counted.commands).toHaveLength(2);
});

test('many references to orders cost one command', async () => {
  const representations = expectedIds('c5').map((id) => ({ __typename: 'Order', id }));
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Order { number } }
  }`;
  const { commands, result } = await subgraph.watch(() =>
    subgraph.ask<{ _entities: unknown[] }>(query, { representations }, staff),
  );
  expect(commands).toEqual(['find orders']);
  expect(result.data._entities).not.toContain(null);
});

const schema = parse(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const objectTypes = new Map(
  schema.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ? [[definition.name.value, definition] as const] : [],
  ),
);

/** A field with everything below it, of another entity its id. */
function selectionOf({ name, type }: FieldDefinitionNode): string {
  const object = objectTypes.get(namedType(type));
  if (object === undefined) return name.value;
  const isEntity = object.directives?.some((directive) => directive.name.value === 'key') === true;
  return `${name.value} { ${isEntity ? 'id' : (object.fields ?? []).map(selectionOf).join(' ')} }`;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

test.each(
  (objectTypes.get('Order')?.fields ?? []).flatMap((field) => [
    [field.name.value, 'a customer', ['c5'], selectionOf(field)] as const,
    [field.name.value, 'several customers', ['c3', 'c5', 'c7'], selectionOf(field)] as const,
  ]),
)('%s alone is in the lists of %s what it is in the order', async (_name, _who, ids, field) => {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on User { orders(first: 3) { nodes { key: id ${field} } edges { node { ...Alone } } } } } }
    fragment Alone on Order { key: id ${field} }`;
  const representations = ids.map((id) => ({ __typename: 'User', id }));
  interface Node {
    readonly key: string;
  }
  interface List {
    readonly nodes: readonly Node[];
    readonly edges: readonly { readonly node: Node }[];
  }
  const { data, errors } = await subgraph.ask<{ _entities: { orders: List }[] }>(
    query,
    { representations },
    staff,
  );
  expect(errors).toBeUndefined();
  for (const { nodes, edges } of data._entities.map(({ orders }) => orders)) {
    expect(nodes).toHaveLength(3);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    for (const node of nodes) {
      const single = `query ($id: ID!) { order(id: $id) { key: id ${field} } }`;
      const { data: whole } = await subgraph.ask<{ order: Node }>(single, { id: node.key }, staff);
      expect(node).toEqual(whole.order);
    }
  }
});

test.each([
  ['numbers and statuses', 'number status', []],
  ['totals', 'total { amount }', ['lines']],
  ['lines in a fragment', '...Lines', ['lines']],
  ['what happened to them', 'history { status }', ['history']],
])('lists that show %s read no more of an order', async (_what, fields, parts) => {
  const query = `{ orders(first: 2) { edges { node { ${fields} } } } }
    ${fields.startsWith('...') ? 'fragment Lines on Order { lines { quantity } }' : ''}`;
  const { result, sent } = await recordCommands(subgraph.models.orders.db, () =>
    subgraph.ask(query, {}, staff),
  );
  expect(result.errors).toBeUndefined();
  const find = sent.find(({ commandName, command }) => commandName === 'find' && command.find === 'orders');
  const read = Object.keys(find?.command.projection ?? {});
  expect(read).toContain('number');
  expect(read.filter((field) => ['lines', 'history', 'shippingAddress'].includes(field))).toEqual(parts);
  expect(read).not.toContain('fingerprint');
});
