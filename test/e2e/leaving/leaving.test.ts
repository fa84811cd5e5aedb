import { randomUUID } from 'node:crypto';
import { eventTransports, type RunningTransport } from '@supergraph/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStack, type Name, type Stack } from './stack.js';

const PASSWORD = 'correct horse battery';
const DEATH_TIMEOUT_MS = 30_000;

/** The effects of a deletion in each service, in their order. Both services are killed in each row. */
const USERS = [
  'account.delete',
  'relay.lease',
  'relay.append',
  'relay.confirm',
  'sessions.erase',
  'account.erased',
];
const ORDERS = [
  'consumer.lease',
  'consumer.load',
  'erasure.open',
  'erasure.orders',
  'consumer.save',
  'erasure.finish',
];

const points = (effects: readonly string[]) =>
  effects.flatMap((effect) => [`${effect}.before`, `${effect}.after`]);
const ALL_ROWS = points(USERS).map((users, at) => ({ users, orders: points(ORDERS)[at] ?? '' }));

/** Each row takes some seconds, so `npm run test:long` runs a sample and `npm run test:leaving` all. */
const ROWS = process.env.KILLS === 'all' ? ALL_ROWS : ALL_ROWS.filter((_row, at) => at % 4 === 1);

let transport: RunningTransport;
let stack: Stack;

interface Person {
  readonly id: string;
  /** A text that is in everything personal of this person. */
  readonly mark: string;
}

/** A person with an account, a session, and two orders with addresses and texts. */
async function someone(): Promise<Person> {
  const mark = `mark${randomUUID().replaceAll('-', '')}`;
  const query = `mutation ($input: SignUpInput!) {
    signUp(input: $input) { user { id } errors { ... on UserError { message } } } }`;
  const input = { name: `Ada ${mark}`, email: `${mark}@example.com`, password: PASSWORD };
  const answer = await stack.ask<{ signUp: { user: { id: string } | null } }>('users', query, { input });
  const id = answer.data.signUp.user?.id ?? '';
  await stack.collection<{ _id: string }>('orders', 'orders').insertMany([order(id, mark), order(id, mark)]);
  return { id, mark };
}

let number = 0;

function order(customerId: string, mark: string) {
  const at = new Date();
  number += 1;
  return {
    _id: randomUUID(),
    number,
    customerId,
    status: 'CANCELLED',
    lines: [
      {
        productId: 'p',
        quantity: 2,
        discountBasisPoints: 0,
        sku: 'S',
        productName: 'Tea',
        unitPriceMinor: 450,
      },
    ],
    currency: 'USD',
    shippingMinor: 100,
    shippingAddress: {
      recipient: mark,
      street: mark,
      city: mark,
      region: null,
      postalCode: null,
      country: mark,
    },
    history: [
      { status: 'CONFIRMED', at, reason: null },
      { status: 'CANCELLED', at, reason: `because ${mark}` },
    ],
    placedAt: at,
    updatedAt: at,
    fingerprint: mark,
    expectedMinor: null,
    refusals: [],
    revision: 2,
    effects: [],
    events: [],
    attempts: 0,
    idempotencyKey: `${mark}-${number}`,
  };
}

/** Deletes the account as a client does that gets no answer: it asks again until the account is gone. */
async function deleteAccount({ id }: Person): Promise<void> {
  const query = `mutation ($input: DeleteAccountInput!) {
    deleteAccount(input: $input) { deletion { id } errors { __typename } } }`;
  await expect
    .poll(
      async () => {
        await ensureRunning('users');
        const answer = await stack
          .ask<{ deleteAccount: { deletion: object | null } | null }>(
            'users',
            query,
            { input: { password: PASSWORD } },
            { subject: id },
          )
          .catch(() => undefined);
        const isGone = answer?.errors?.[0]?.extensions.code === 'UNAUTHENTICATED';
        return isGone || answer?.data.deleteAccount?.deletion != null;
      },
      { timeout: 60_000 },
    )
    .toBe(true);
}

async function ensureRunning(name: Name): Promise<void> {
  if (!stack.services[name].alive) await stack.services[name].start();
}

/** The progress of a deletion, from both services as the router would ask them. */
async function isFinished({ id }: Person): Promise<boolean> {
  const user = await stack
    .collection<{ _id: string; deletion?: { id: string } }>('users', 'users')
    .findOne({ _id: id });
  const reference = { __typename: 'AccountDeletion', id: user?.deletion?.id };
  const query = (fields: string) => `query ($of: [_Any!]!) {
    _entities(representations: $of) { ... on AccountDeletion { ${fields} } } }`;
  const orders = await stack.ask<{ _entities: { ordersErasedAt: string | null }[] }>(
    'orders',
    query('ordersErasedAt'),
    { of: [reference] },
  );
  const ordersErasedAt = orders.data._entities[0]?.ordersErasedAt;
  const users = await stack.ask<{ _entities: { finished: boolean }[] }>('users', query('finished'), {
    of: [{ ...reference, ordersErasedAt }],
  });
  return users.data._entities[0]?.finished === true;
}

for (const adapter of eventTransports) {
  describe.skipIf(adapter.isMissing)(`a deletion over ${adapter.name}`, () => {
    beforeAll(async () => {
      transport = await adapter.start();
      const { redisUrl } = transport;
      stack = await startStack(redisUrl === undefined ? {} : { REDIS_URL: redisUrl });
    });
    afterAll(async () => {
      await stack.stop();
      await transport.stop();
    });

    it.each(ROWS)(
      'is finished when users dies at $users and orders at $orders',
      async ({ users, orders }) => {
        const person = await someone();
        expect(await stack.dump()).toContain(person.mark);
        await stack.services.users.arm({ point: users });
        await stack.services.orders.arm({ point: orders });
        await Promise.all([
          stack.services.users.untilDead(DEATH_TIMEOUT_MS).then(() => ensureRunning('users')),
          stack.services.orders.untilDead(DEATH_TIMEOUT_MS).then(() => ensureRunning('orders')),
          deleteAccount(person).then(() => transport.restart()),
        ]);
        await expect.poll(() => isFinished(person).catch(() => false), { timeout: 60_000 }).toBe(true);
        expect(await stack.dump()).not.toContain(person.mark);
        const stored = await stack.collection('orders', 'orders').find({ customerId: person.id }).toArray();
        expect(stored).toHaveLength(2);
        for (const order of stored)
          expect(order).toMatchObject({ shippingMinor: 100, lines: [{ quantity: 2 }] });
        const events = stack.collection<{ _id: number; event: { id: string } }>('users', 'events');
        const published = await events.find({ 'event.subject': person.id }).sort({ _id: 1 }).toArray();
        const ids = transport.redisUrl === undefined ? [`user/${person.id}@1`, `user/${person.id}@2`] : [];
        expect(published.map(({ event }) => event.id)).toEqual(ids);
      },
      120_000,
    );
  });
}
