import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainCommands, openTestConnection } from '@supergraph/service-kit/testing';
import type { Connection } from 'mongoose';
import { readBacklog } from '../data/backlog.js';
import { createErasureRepository } from '../data/erasure-repository.js';
import { createOrderListRepository, type OrderListRepository } from '../data/order-list-repository.js';
import { createOrderRepository } from '../data/order-repository.js';
import { ORDER_PARTS } from '../domain/order.js';
import { moment, seed } from '../testing/seed.js';
import { createModels, ensureIndexes, type Models } from './models.js';

let connection: Connection;
let close: () => Promise<void>;
let models: Models;
let lists: OrderListRepository;

const ORDERS = 1_200;
const CUSTOMERS = 40;
const PAGE = 10;
/** A page, the next order, which shows whether the list continues, and the order at the cursor. */
const PAGE_READ = PAGE + 2;

beforeAll(async () => {
  ({ connection, close } = await openTestConnection('orders'));
  models = createModels(connection);
  await ensureIndexes(models);
  lists = createOrderListRepository(models);
  await seed(
    models,
    Array.from({ length: ORDERS }, (_, at) => ({
      id: `o${String(at).padStart(4, '0')}`,
      customerId: `c${at % CUSTOMERS}`,
      minute: at,
      productIds: [`p${at % 100}`],
      // Every third order of each customer.
      status: Math.floor(at / CUSTOMERS) % 3 === 0 ? ('CONFIRMED' as const) : ('DELIVERED' as const),
    })),
  );
});

afterAll(() => close());

const firstPage = { size: PAGE, fromEnd: false, after: undefined, before: undefined };

describe('an index serves', () => {
  test.each([
    ['all orders', {}],
    ['the orders in one status', { status: 'CONFIRMED' as const }],
    ['the orders of a customer', { customerId: 'c3' }],
    ['the orders of a customer in one status', { customerId: 'c3', status: 'DELIVERED' as const }],
    ['the orders of a period', { placedAfter: moment(600), placedBefore: moment(900) }],
    ['the orders of a customer in a period', { customerId: 'c3', placedAfter: moment(300) }],
    ['the orders in one status before a moment', { status: 'DELIVERED' as const, placedBefore: moment(900) }],
  ])('a page of %s, and the database examines little more than the page', async (_name, criteria) => {
    for (const page of [firstPage, { ...firstPage, fromEnd: true }]) {
      const [find, ...others] = await explainCommands(connection, () =>
        lists.list(criteria, page, ORDER_PARTS),
      );
      expect(others).toEqual([]);
      expect(find).toMatchObject({ command: 'find orders', scansCollection: false });
      expect(find?.documentsExamined).toBeLessThanOrEqual(PAGE_READ);
    }
  });

  test.each([
    ['all orders', {}],
    ['the orders in one status', { status: 'CONFIRMED' as const }],
    ['the orders of a customer in one status', { customerId: 'c3', status: 'DELIVERED' as const }],
    ['the orders of a customer in a period', { customerId: 'c3', placedAfter: moment(300) }],
  ])('the number of %s, and the database examines no order', async (_name, criteria) => {
    const list = await lists.list(criteria, { ...firstPage, size: 1 }, ORDER_PARTS);
    const [count, ...others] = await explainCommands(connection, () => list.totalCount());
    expect(others).toEqual([]);
    expect(count).toMatchObject({
      command: 'aggregate orders',
      scansCollection: false,
      documentsExamined: 0,
    });
    expect(count?.indexes).toHaveLength(1);
  });

  test('a page however deep it is', async () => {
    const { edges } = await lists.list({}, { ...firstPage, size: ORDERS - PAGE }, ORDER_PARTS);
    const after = edges.at(-1)?.cursor;
    const [find] = await explainCommands(connection, () =>
      lists.list({}, { ...firstPage, after }, ORDER_PARTS),
    );
    expect(find?.documentsExamined).toBeLessThanOrEqual(PAGE_READ);
  });

  test('pages of many customers: the ids from the index alone, then the orders of the pages', async () => {
    const customerIds = ['c1', 'c2', 'c3', 'c4'];
    const [ids, orders, ...others] = await explainCommands(connection, () =>
      lists.listOfCustomers(customerIds, {}, firstPage, ORDER_PARTS),
    );
    expect(others).toEqual([]);
    expect(ids).toMatchObject({
      command: 'aggregate orders',
      indexes: ['customerId_1_placedAt_-1__id_-1'],
      scansCollection: false,
    });
    expect(orders).toMatchObject({ command: 'find orders', scansCollection: false });
    expect(orders?.documentsExamined).toBe(customerIds.length * (PAGE + 1));
  });

  test('whether a customer has ordered a product', async () => {
    const [ordered] = await explainCommands(connection, () =>
      lists.findOrderedProducts('c3', ['p3', 'p43', 'p77']),
    );
    expect(ordered).toMatchObject({ command: 'aggregate orders', scansCollection: false });
    // Only the customer's orders of these products are examined, not all of the customer's orders.
    expect(ordered?.documentsExamined).toBeLessThan(ORDERS / CUSTOMERS);
  });

  test('single orders, the count of recent ones, and the order under a key', async () => {
    const repository = createOrderRepository(models);
    const explained = await explainCommands(connection, async () => {
      await lists.find(['o0001', 'o0002']);
      await repository.find('o0003');
      await repository.findByKey('c3', 'none');
      await repository.countPlacedSince('c3', moment(ORDERS - 120));
    });
    expect(explained.map(({ command, scansCollection }) => [command, scansCollection])).toEqual([
      ['find orders', false],
      ['find orders', false],
      ['find orders', false],
      ['aggregate orders', false],
    ]);
    const examined = explained.map(({ documentsExamined }) => documentsExamined);
    // The recent orders are counted in the index. The embedded database reads two of them for the customer's id.
    expect(examined.pop()).toBeLessThanOrEqual(2);
    expect(examined).toEqual([2, 1, 0]);
  });

  test('erasures, which read the orders of one customer, and then what is due', async () => {
    const erasures = createErasureRepository(models);
    const explained = await explainCommands(connection, async () => {
      await erasures.eraseOrders('c7');
      await erasures.findDue(new Date(), 100);
      await erasures.findFinished(['none']);
    });
    for (const { command, scansCollection, documentsExamined } of explained) {
      expect([command, scansCollection]).toEqual([command, false]);
      expect(documentsExamined).toBeLessThanOrEqual(ORDERS / CUSTOMERS);
    }
  });

  test('the worker and its metrics, which read open orders only', async () => {
    const repository = createOrderRepository(models);
    const explained = await explainCommands(connection, async () => {
      await repository.lease(new Date(), new Date());
      await readBacklog(models);
    });
    expect(explained.length).toBeGreaterThan(3);
    for (const each of explained)
      expect(each).toMatchObject({ indexes: ['dueAt_1'], scansCollection: false, documentsExamined: 0 });
  });
});
