import { startTestDatabase, type TestDatabase } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createErasureRepository } from './data/erasure-repository.js';
import { createErasures, type Erasures } from './domain/erasures.js';
import { createOrderRepository } from './data/order-repository.js';
import { findTransition } from './domain/transitions.js';
import { seed } from './testing/seed.js';
import { CANCEL } from './testing/operations.js';
import { startTestSubgraph, type TestSubgraph } from './testing/test-subgraph.js';
import { staff } from './testing/staff.js';
import type { Payload } from './testing/answers.js';

const AGAIN_AFTER_MS = 60_000;
const deletedAt = new Date('2026-06-01T12:00:00Z');
const address = {
  recipient: 'Ada Lovelace',
  street: '12 St James',
  city: 'London',
  region: null,
  postalCode: 'SW1Y',
  country: 'UK',
};

let database: TestDatabase;
let subgraph: TestSubgraph;
let erasures: Erasures;
let now: Date;

beforeAll(async () => {
  database = await startTestDatabase();
  subgraph = await startTestSubgraph({
    uri: database.newUri('orders'),
    productsUrl: 'http://127.0.0.1:1/graphql',
  });
});
afterAll(async () => {
  await subgraph.stop();
  await database.stop();
});
beforeEach(async () => {
  now = deletedAt;
  await Promise.all([subgraph.models.orders.deleteMany({}), subgraph.models.erasures.deleteMany({})]);
  const repository = createErasureRepository(subgraph.models);
  erasures = createErasures({ repository, clock: () => now, againAfterMs: AGAIN_AFTER_MS });
});

const deleted = (userId: string) => ({
  specversion: '1.0' as const,
  id: `user/${userId}@2`,
  source: '/users',
  type: 'shop.user.deleted.v1',
  subject: userId,
  time: deletedAt.toISOString(),
  datacontenttype: 'application/json' as const,
  revision: 2,
  data: { userId, deletionId: `deletion-of-${userId}`, deletedAt: deletedAt.toISOString() },
});

/** Stores a cancelled order and a confirmed one, with everything that is personal. */
async function orders(customerId: string, ids: readonly [string, string]): Promise<void> {
  await seed(
    subgraph.models,
    ids.map((id, minute) => ({ id, customerId, minute, status: 'CONFIRMED' as const })),
  );
  const personal = { shippingAddress: address, idempotencyKey: 'Ada’s key', fingerprint: 'of-ada' };
  await subgraph.models.orders.updateOne({ _id: ids[0] }, { $set: personal });
  await subgraph.models.orders.updateOne(
    { _id: ids[1] },
    {
      $set: {
        shippingAddress: address,
        status: 'CANCELLED',
        history: [
          { status: 'CONFIRMED', at: deletedAt, reason: null },
          { status: 'CANCELLED', at: deletedAt, reason: 'Ada moved to London' },
        ],
      },
    },
  );
}

const stored = (id: string) => subgraph.models.orders.findById(id).lean();

const sums = async (customerId: string) => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on User {
    orders(first: 10) { totalCount nodes { id status total { amount } lines { quantity } } } } } }`;
  return (await subgraph.ask(query, { of: [{ __typename: 'User', id: customerId }] }, staff)).data;
};

const progressOf = async (id: string) => {
  const query = `query ($of: [_Any!]!) {
    _entities(representations: $of) { ... on AccountDeletion { ordersErasedAt } } }`;
  const { data } = await subgraph.ask<{ _entities: { ordersErasedAt: string | null }[] }>(query, {
    of: [{ __typename: 'AccountDeletion', id }],
  });
  return data._entities[0]?.ordersErasedAt;
};

describe('the deletion of an account', () => {
  test('takes addresses and texts out of its orders, and leaves the sums and the orders of others', async () => {
    await orders('ada', ['o1', 'o2']);
    await orders('bob', ['o3', 'o4']);
    const before = await sums('ada');
    await erasures.handle([deleted('ada')]);
    expect(await sums('ada')).toEqual(before);
    expect(JSON.stringify([await stored('o1'), await stored('o2')])).not.toMatch(
      /ada’s|lovelace|london|of-ada/i,
    );
    expect(await stored('o3')).toMatchObject({ shippingAddress: address, fingerprint: 'of-ada' });
  });

  test('changes nothing more when it is told again, even late', async () => {
    await orders('ada', ['o1', 'o2']);
    await erasures.handle([deleted('ada')]);
    const once = await stored('o1');
    await erasures.handle([deleted('ada'), deleted('ada')]);
    expect(await stored('o1')).toEqual(once);
    expect(await subgraph.models.erasures.countDocuments({})).toBe(1);
  });

  test('reaches orders that were placed with a token that was still good, and then is finished', async () => {
    await erasures.handle([deleted('ada')]);
    await orders('ada', ['late', 'later']);
    await erasures.eraseAgain();
    expect(await progressOf('deletion-of-ada')).toBeNull();
    expect((await stored('late'))?.shippingAddress).not.toBeNull();
    now = new Date(deletedAt.getTime() + AGAIN_AFTER_MS);
    await erasures.eraseAgain();
    expect((await stored('late'))?.shippingAddress).toBeNull();
    expect(await progressOf('deletion-of-ada')).toBe(now.toISOString());
    expect(await progressOf('unknown')).toBeNull();
  });

  test('is known from a snapshot too, which tells nothing of the living', async () => {
    await orders('ada', ['o1', 'o2']);
    await orders('bob', ['o3', 'o4']);
    const snapshot = { ...deleted('ada'), type: 'shop.user.snapshot.v1' };
    await erasures.handle([{ ...snapshot, subject: 'bob', data: { userId: 'bob' } }, snapshot]);
    expect((await stored('o1'))?.shippingAddress).toBeNull();
    expect((await stored('o3'))?.shippingAddress).toEqual(address);
  });

  test('lets no change that was decided before it write a text after it', async () => {
    await orders('ada', ['o1', 'o2']);
    const repository = createOrderRepository(subgraph.models);
    const order = await repository.find('o1');
    const transition = findTransition('CONFIRMED', 'CANCELLED');
    if (order === undefined || transition === undefined) throw new Error('nothing to cancel');
    await erasures.handle([deleted('ada')]);
    const move = { transition, at: deletedAt, reason: 'Ada asked for it', dueAt: undefined };
    expect(await repository.move(order, move)).toBeUndefined();
    const input = { orderId: 'o1', reason: 'Ada asked for it' };
    const { data } = await subgraph.ask<{ cancelOrder: Payload }>(CANCEL, { input }, staff);
    expect(data.cancelOrder.order?.status).toBe('CANCELLED');
    expect(JSON.stringify(await stored('o1'))).not.toContain('asked');
  });
});

test('orders are exported to their customer alone, with addresses and texts', async () => {
  await orders('ada', ['o1', 'o2']);
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on PersonalData {
    orders { totalCount nodes { shippingAddress { recipient } history { reason } } } } } }`;
  const of = [{ __typename: 'PersonalData', id: 'ada' }];
  const own = await subgraph.ask(query, { of }, { subject: 'ada' });
  expect(own.data).toMatchObject({
    _entities: [
      { orders: { totalCount: 2, nodes: [{ shippingAddress: { recipient: 'Ada Lovelace' } }, {}] } },
    ],
  });
  expect(JSON.stringify(own.data)).toContain('Ada moved to London');
  expect((await subgraph.ask(query, { of }, staff)).data).toEqual({ _entities: [null] });
});

test('an erasure that is not finished in time shows in a metric', async () => {
  const lag = async () =>
    Number(/^account_erasure_lag_seconds (\S+)$/m.exec(await subgraph.registry.metrics())?.[1]);
  expect(await lag()).toBe(0);
  await erasures.handle([deleted('late')]);
  const due = deletedAt.getTime() + AGAIN_AFTER_MS;
  expect(await lag()).toBeGreaterThan((Date.now() - due) / 1_000 - 60);
  now = new Date(due);
  await erasures.eraseAgain();
  expect(await lag()).toBe(0);
});
