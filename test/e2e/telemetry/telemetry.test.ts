import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Supergraph } from '@supergraph/local';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { subscribingClients } from '../subscriptions/clients.js';
import { follow, type Follower } from '../subscriptions/follower.js';
import { createClient } from '../support/client.js';
import { readMetric } from '../support/metrics.js';
import { startTestSupergraph } from '../support/supergraph.js';
import { startCollector, type CollectedSpan } from './collector.js';

/** The customer's personal data and secrets in this session. None of them may be in a trace or a log. */
const secrets = {
  name: 'Wilhelmina Featherstonehaugh',
  email: 'wilhelmina.f@letters.example',
  password: 'walrus-carpenter-oysters',
  wrongPassword: 'walrus-carpenter-oyster5',
  recipient: 'Aloysius Featherstonehaugh',
  street: '221 Quincunx Crescent',
  city: 'Wolverhampton',
  idempotencyKey: randomUUID(),
};

const signUp = `mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) { session { accessToken refreshToken } errors { __typename } }
}`;
const signIn = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { session { accessToken refreshToken } errors { __typename } }
}`;
const placeOrder = `mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) { order { id status } errors { __typename ... on UserError { message } } }
}`;
const readOrders = `query ReadOrders {
  me { name email orders(first: 1) { nodes { id lines { quantity product { name } } shippingAddress { street } } } }
}`;

const following = (name: string) => `subscription ${name} {
  myOrdersChanged { id shippingAddress { street } lines { product { name } } }
}`;
/** The names of subscriptions, each by another protocol. */
const SUBSCRIPTIONS = ['FollowBySocket', 'FollowByEventStream', 'FollowByMultipart'];

interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

let collector: Awaited<ReturnType<typeof startCollector>>;
let supergraph: Supergraph;
/** All secrets, by their description. */
const said = new Map(Object.entries(secrets));

beforeAll(async () => {
  collector = await startCollector();
  supergraph = await startTestSupergraph({
    logLevel: 'debug',
    env: {
      all: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' },
      router: { ACCESS_LOG_RATIO: '1' },
    },
  });
  await shop(supergraph.url);
}, 300_000);

afterAll(async () => {
  await supergraph.stop();
  collector.close();
});

/**
 * Signs up, signs in with a wrong and a right password, orders, reads the order, and sends requests that are refused.
 */
async function shop(url: string): Promise<void> {
  const { name, email, password, wrongPassword, recipient, street, city, idempotencyKey } = secrets;
  const anyone = createClient(url);
  const signedUp = await anyone.data<{ signUp: { session: Session } }>(signUp, {
    input: { name, email, password },
  });
  keep('signed up', signedUp.signUp.session);
  await anyone.ask(signUp, { input: { name, email, password } });
  await anyone.ask(signIn, { input: { email, password: wrongPassword } });
  await anyone.ask(signIn, { input: { email: { is: email }, password } });
  const signedIn = await anyone.data<{ signIn: { session: Session } }>(signIn, {
    input: { email, password },
  });
  keep('signed in', signedIn.signIn.session);
  const customer = createClient(url, signedIn.signIn.session.accessToken);
  const followers = await followOrders(url, signedIn.signIn.session.accessToken);
  const shippingAddress = { recipient, street, city, country: 'England' };
  const lines = [{ productId: 'nw-product-4', quantity: 1 }];
  const order = { input: { idempotencyKey, lines, shippingAddress } };
  // On a busy machine the first attempt may fail.
  const place = async () => {
    const { data } = await customer.ask(placeOrder, order);
    expect(data).toMatchObject({ placeOrder: { order: { status: 'CONFIRMED' }, errors: [] } });
  };
  await vi.waitFor(place, { interval: 500, timeout: 60_000 });
  for (const { received } of followers) await vi.waitFor(() => expect(received).toHaveLength(2), 60_000);
  for (const { leave } of followers) leave();
  const read = await customer.data<object>(readOrders);
  expect(read).toMatchObject({ me: { name, email, orders: { nodes: [{ shippingAddress: { street } }] } } });
  await createClient(url, `${signedIn.signIn.session.accessToken}x`).ask(readOrders);
}

async function followOrders(url: string, token: string): Promise<readonly Follower[]> {
  const followers = SUBSCRIPTIONS.flatMap((name, index) => {
    const client = subscribingClients[index];
    return client === undefined ? [] : [follow(client, () => url, token, following(name))];
  });
  const open = () => readMetric(supergraph.adminUrls.router, 'router_subscriptions_open');
  await vi.waitFor(async () => expect(await open()).toBe(followers.length), 60_000);
  return followers;
}

function keep(when: string, { accessToken, refreshToken }: Session): void {
  said.set(`access token ${when}`, accessToken).set(`refresh token ${when}`, refreshToken);
}

function childrenOf(parent: CollectedSpan): CollectedSpan[] {
  return collector.spans.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
}

/**
 * Finds the last trace of the operation that contains all needed spans, and waits until all services have exported
 * theirs. An earlier attempt may have failed on a busy machine.
 */
async function traceOf(operation: string, needed: readonly string[]): Promise<readonly CollectedSpan[]> {
  const find = () =>
    collector.spans
      .filter(({ name }) => name === operation)
      .map((root) => collector.spans.filter(({ traceId }) => traceId === root.traceId))
      .findLast((spans) => {
        const names = new Set(spans.map(({ service, name }) => `${service}: ${name}`));
        return needed.every((name) => names.has(name));
      });
  await expect.poll(() => find() !== undefined).toBe(true);
  return find() ?? [];
}

describe('a shopping session that is traced', () => {
  it('is one trace from the router through orders and products to the commands of their databases', async () => {
    const spans = await traceOf('mutation PlaceOrder', ['orders: fetch products', 'products: POST /graphql']);
    const root = spans.find(({ name }) => name === 'mutation PlaceOrder');
    expect(root).toMatchObject({ service: 'router', version: '0.1.0', parentSpanId: undefined });
    expect(root?.attributes).toMatchObject({
      'graphql.operation.name': 'PlaceOrder',
      'graphql.operation.type': 'mutation',
      'graphql.document.id': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      'http.response.status_code': '200',
    });
    const phases = root === undefined ? [] : childrenOf(root);
    expect(phases.map(({ name }) => name).sort()).toEqual(['authorize', 'execute', 'parse', 'plan']);
    const path = ['execute', 'fetch orders', 'POST /graphql', 'fetch products', 'POST /graphql'];
    let at = root === undefined ? [] : [root];
    for (const step of path) at = at.flatMap(childrenOf).filter(({ name }) => name === step);
    expect(at.length).toBeGreaterThan(0);
    expect(at.every(({ service }) => service === 'products')).toBe(true);
    const commands = at.flatMap(childrenOf).filter((span) => span.attributes['db.system.name'] === 'mongodb');
    expect(commands.map((span) => span.attributes['db.collection.name'])).toContain('products');
    const inOrders = spans.filter((span) => span.service === 'orders' && span.attributes['db.system.name']);
    expect(inOrders.map((span) => span.attributes['db.collection.name'])).toContain('orders');
  });

  it('says how many entities each fetch asks for', async () => {
    const spans = await traceOf('query ReadOrders', ['router: fetch products']);
    const fetches = spans.filter(({ service, name }) => service === 'router' && name === 'fetch products');
    expect(fetches.map(({ attributes }) => attributes['graphql.entities'])).toEqual(['1']);
  });

  it.each(SUBSCRIPTIONS)(
    'with %s is one trace from the subscription to its stream and to the fetches of each event',
    async (name) => {
      const spans = await traceOf(`subscription ${name}`, [
        'router: stream orders',
        'orders: event',
        'orders: POST /graphql',
        'router: event',
        'products: POST /graphql',
      ]);
      const root = spans.find((span) => span.name === `subscription ${name}`);
      expect(root).toMatchObject({ service: 'router', parentSpanId: undefined });
      const along = (path: readonly string[]) =>
        path.reduce(
          (at, step) => at.flatMap(childrenOf).filter((span) => span.name === step),
          root === undefined ? [] : [root],
        );
      const events = along(['stream orders', 'POST /graphql', 'event']);
      expect(events.map(({ service }) => service)).toEqual(['orders', 'orders']);
      const commands = events.flatMap(childrenOf).map(({ attributes }) => attributes['db.collection.name']);
      expect(commands).toContain('orders');
      const fetches = along(['event', 'execute', 'fetch products', 'POST /graphql']);
      expect(fetches.map(({ service }) => service)).toEqual(['products', 'products']);
    },
  );

  it('leaves nothing that the customer said, and no token, in any span or line of a log', async () => {
    await traceOf('query ReadOrders', ['router: query ReadOrders']);
    const folder = join(supergraph.dataDir, 'logs');
    const files = await readdir(folder);
    expect(files).toContain('users.log');
    const logs = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const traced = collector.spans.find(({ name }) => name === 'mutation PlaceOrder')?.traceId ?? 'none';
    const placing = files.filter((_file, index) => logs[index]?.includes(traced));
    expect(placing).toEqual(expect.arrayContaining(['router.log', 'orders.log', 'products.log']));
    const told = [...collector.bodies, ...logs].join('\n').toLowerCase();
    const leaked = [...said].filter(([, secret]) => told.includes(secret.toLowerCase()));
    expect(leaked.map(([what]) => what)).toEqual([]);
  });
});
