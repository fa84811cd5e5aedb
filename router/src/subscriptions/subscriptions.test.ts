import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHANGED, changedOrder, startEventShop, type EventShop } from '../testing/event-shop.js';

/** A subscription of fields that the router of this test has as public ones. */
const PUBLIC = 'subscription { changed(ids: ["a"]) { id } }';

describe('subscriptions', () => {
  let shop: EventShop;

  beforeAll(async () => {
    shop = await startEventShop({
      // A heartbeat may be due at the moment in which a subscription ends.
      SUBSCRIPTION_HEARTBEAT_MS: '1000',
      SUPERGRAPH_POLL_MS: '20',
      MAX_SUBSCRIPTIONS_PER_USER: '10',
      LIMIT_COST: '100',
      PUBLIC_FIELDS: 'Subscription.changed,Order.id',
      JWT_LEEWAY_S: '0',
    });
  });
  afterEach(async () => {
    shop.disconnect();
    shop.log.hasIds = true;
    shop.isUp = true;
    await vi.waitFor(() => expect(shop.log.followers).toBe(0), { timeout: 20_000 });
  });
  afterAll(() => shop.close());

  it('completes each event through the other subgraphs, in order, with its id', async () => {
    const client = await shop.changed(['a', 'b']);
    expect(client.headers.get('content-type')).toMatch('text/event-stream');
    for (const id of ['a', 'other', 'b', 'a']) shop.log.add(id);
    const events = await client.received(3);
    expect(events.map(({ body }) => body.data)).toEqual(
      ['a', 'b', 'a'].map((id) => ({ changed: changedOrder(id) })),
    );
    expect(events.every(({ id, body }) => id !== undefined && id === body.extensions?.eventId)).toBe(true);
  });

  it('ends with the stream of the subgraph', async () => {
    const client = await shop.subscribe({ query: 'subscription { ends { id } }' });
    await client.ended;
    expect(client.events.map(({ event }) => event)).toEqual(['next', 'complete']);
  });

  it('keeps the part of an event whose other subgraph fails', async () => {
    const client = await shop.changed(['c']);
    shop.isUp = false;
    shop.log.add('c');
    const [event] = await client.received(1);
    expect(event?.body).toMatchObject({
      data: { changed: { id: 'c', product: null } },
      errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    });
  });

  it('opens one stream for identical subscriptions, and completes each event once for all of them', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => shop.changed(['d'])));
    expect(shop.log.followers).toBe(1);
    shop.lookUps = 0;
    shop.log.add('d');
    for (const client of all) {
      const [event] = await client.received(1);
      expect(event?.body.data).toEqual({ changed: changedOrder('d') });
    }
    expect(shop.lookUps).toBe(1);
  });

  it('opens a stream of its own for each identity', async () => {
    await Promise.all([
      shop.changed(['e'], shop.tokenOf({ sub: 'u1' })),
      shop.changed(['e'], shop.tokenOf({ sub: 'u2' })),
    ]);
    expect(shop.log.followers).toBe(2);
  });

  it('opens one stream for all identities of public fields, each of which must still be admitted', async () => {
    const [first, second] = await Promise.all(
      ['u1', 'u2'].map((sub) => shop.subscribe({ query: PUBLIC }, shop.tokenOf({ sub }))),
    );
    expect(shop.log.followers).toBe(1);
    const other = await shop.subscribe({ query: PUBLIC.replace('id }', 'id product { name } }') });
    expect(shop.log.followers).toBe(2);
    shop.log.add('a');
    for (const client of [first, second, other]) {
      const [event] = await (client?.received(1) ?? []);
      expect(event?.body.data).toMatchObject({ changed: { id: 'a' } });
    }
  });

  it('gives a client that comes back what it missed, and nothing twice', async () => {
    const first = await shop.changed(['f']);
    shop.log.add('f');
    const [seen] = await first.received(1);
    first.close();
    await expect.poll(() => shop.log.followers).toBe(0);
    shop.log.add('f');
    shop.log.add('f');
    const second = await shop.changed(['f'], { 'last-event-id': seen?.id ?? '' });
    shop.log.add('f');
    const ids = (await second.received(3)).map(({ id }) => Number(id));
    expect(ids).toEqual([1, 2, 3].map((step) => Number(seen?.id) + step));
  });

  it('gives it also to the second of two clients that come back after the same event', async () => {
    const first = await shop.changed(['n']);
    shop.log.add('n');
    const [seen] = await first.received(1);
    first.close();
    await expect.poll(() => shop.log.followers).toBe(0);
    shop.log.add('n');
    const headers = { 'last-event-id': seen?.id ?? '' };
    const second = await shop.changed(['n'], headers);
    await second.received(1);
    const third = await shop.changed(['n'], headers);
    shop.log.add('n');
    const expected = [1, 2].map((step) => Number(seen?.id) + step);
    for (const client of [second, third]) {
      expect((await client.received(2)).map(({ id }) => Number(id))).toEqual(expected);
    }
    expect(shop.log.followers).toBe(1);
  });

  it('gives it from memory what the others have received meanwhile', async () => {
    const [staying, leaving] = await Promise.all([shop.changed(['g']), shop.changed(['g'])]);
    shop.log.add('g');
    const [seen] = await leaving.received(1);
    leaving.close();
    shop.log.add('g');
    await staying.received(2);
    const back = await shop.subscribe({
      query: CHANGED,
      variables: { ids: ['g'] },
      extensions: { lastEventId: seen?.id },
    });
    shop.log.add('g');
    expect((await back.received(2)).map(({ id }) => Number(id))).toEqual(
      [1, 2].map((step) => Number(seen?.id) + step),
    );
    expect(shop.log.followers).toBe(1);
  });

  it('goes on without a gap after the connection to the subgraph was lost', async () => {
    const client = await shop.changed(['h']);
    shop.log.add('h');
    await client.received(1);
    shop.router.subgraph('orders').cut();
    for (let index = 0; index < 5; index++) shop.log.add('h');
    const ids = (await client.received(6)).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 6 }, (_, step) => (ids[0] ?? 0) + step));
  });

  it('ends with a reason when the connection is lost and nothing says what was missed', async () => {
    shop.log.hasIds = false;
    const client = await shop.changed(['i']);
    shop.log.add('i');
    await client.received(1);
    shop.router.subgraph('orders').cut();
    await client.ended;
    expect(client.events[1]?.body.errors?.[0]?.extensions?.code).toBe('SERVICE_UNAVAILABLE');
  });

  it('shows each subscriber what it may see', async () => {
    const query = 'subscription { changed(ids: ["j"]) { id note } }';
    const staff = await shop.subscribe({ query }, shop.tokenOf({ sub: 's', scope: 'staff' }));
    const other = await shop.subscribe({ query }, shop.tokenOf({ sub: 'o' }));
    shop.log.add('j');
    expect((await staff.received(1))[0]?.body.data).toEqual({ changed: { id: 'j', note: 'note of j' } });
    const [event] = await other.received(1);
    expect(event?.body.data).toEqual({ changed: { id: 'j', note: null } });
    expect(event?.body.errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
  });

  it.each([
    'subscription ($no: Boolean!) { changed(ids: ["s"]) @skip(if: $no) { id } }',
    'subscription ($no: Boolean!) { ... @include(if: $no) { changed(ids: ["s"]) { id } } }',
    'subscription ($no: Boolean!) { ...F } fragment F on Subscription { changed(ids: ["s"]) @skip(if: $no) { id } }',
  ])('is refused with a condition at its root: %s', async (query) => {
    const { status, body } = await shop.router.ask(query, { variables: { no: true } });
    expect({ status, code: body.errors?.[0]?.extensions?.code }).toEqual({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
    });
  });

  it('ends with UNAUTHENTICATED when the token expires', async () => {
    const exp = Math.floor(Date.now() / 1_000) + 3;
    const client = await shop.subscribe(
      { query: 'subscription { mine(ids: ["k"]) { id } }' },
      shop.tokenOf({ exp }),
    );
    expect(client.status).toBe(200);
    await client.ended;
    expect(Date.now() / 1_000).toBeGreaterThan(exp - 0.1);
    shop.log.add('k');
    await sleep(50);
    const codes = client.events
      .flatMap(({ body }) => body.errors ?? [])
      .map(({ extensions }) => extensions?.code);
    expect(codes).toEqual(['UNAUTHENTICATED']);
  });

  it.each([
    ['a field that the caller may not see', 'subscription { mine(ids: ["a"]) { id } }', {}, 403],
    ['an invalid operation', 'subscription { nothing }', {}, 400],
    ['an invalid token', CHANGED, { authorization: 'Bearer a.b.c' }, 401],
    ['too large a cost', 'subscription { changed(ids: []) { id dear } }', {}, 400],
    [
      'an event id that none has sent',
      'subscription { changed(ids: []) { id } }',
      { 'last-event-id': 'a b' },
      400,
    ],
    ['a subscription without its field', 'subscription { changed(ids: []) @skip(if: true) { id } }', {}, 400],
  ])('answers %s', async (_name, query, headers, status) => {
    const client = await shop.subscribe({ query, variables: { ids: [] } }, headers);
    expect(client.status).toBe(status);
  });

  it('limits the subscriptions of one caller', async () => {
    const token = shop.tokenOf({ sub: 'many' });
    const [first] = await Promise.all(Array.from({ length: 10 }, () => shop.changed(['l'], token)));
    const refused = await shop.changed(['l'], token);
    expect(refused.status).toBe(429);
    first?.close();
    await vi.waitFor(async () => expect((await shop.changed(['l'], token)).status).toBe(200), {
      timeout: 20_000,
    });
  });

  it('is refused where the client accepts no stream', async () => {
    const { status, body } = await shop.router.ask('subscription { ends { id } }');
    expect(status).toBe(406);
    expect(body.errors?.[0]?.message).toMatch('text/event-stream');
  });

  it('answers a query to a client that accepts streams too', async () => {
    const { body } = await shop.router.ask('{ __typename }', {
      headers: { accept: 'application/json, text/event-stream, multipart/mixed' },
    });
    expect(body.data).toEqual({ __typename: 'Query' });
  });

  it('keeps a subscription over a reload of the supergraph, and ends one that is no longer valid', async () => {
    const [kept, ended] = await Promise.all([
      shop.changed(['m']),
      shop.subscribe({ query: 'subscription { changed(ids: ["m"]) { id note } }' }),
    ]);
    shop.log.add('m');
    await Promise.all([kept.received(1), ended.received(1)]);
    const before = await readFile(shop.router.supergraphPath, 'utf8');
    await writeFile(shop.router.supergraphPath, before.replace(/^ {2}note: String.*$/m, ''));
    await ended.ended;
    expect(ended.events[1]?.body.errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    shop.log.add('m');
    const [one, two] = await kept.received(2);
    expect(Number(two?.id)).toBe(Number(one?.id) + 1);
    expect(shop.log.followers).toBe(1);
    await writeFile(shop.router.supergraphPath, before);
  });
});

describe('a subscription whose subgraph cannot be reached', () => {
  let shop: EventShop;

  beforeAll(async () => {
    shop = await startEventShop();
    await shop.router.subgraph('orders').close();
  });
  afterAll(() => shop.close());

  it('is refused, and is not counted as open', async () => {
    const client = await shop.changed(['a']);
    expect(client.status).toBe(503);
    const text = await (await fetch(`${shop.router.adminUrl}/metrics`)).text();
    expect(text).toMatch(/^router_subscriptions_open 0$/m);
  });
});
