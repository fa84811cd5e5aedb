import { createHash, randomUUID } from 'node:crypto';
import { createEnvelopeSigner, ENVELOPE_HEADER, parseKeyRings } from '@supergraph/service-kit';
import jwt from 'jsonwebtoken';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessTokenOf } from '../support/client.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';
import { ask, expectNothingRevealed, expectRefused, send, watchCanary } from './support/attack.js';

// Order 10248 belongs to VINET; TOMSP is another customer.
const ORDER = 'nw-order-10248';
const OWNER = 'nw-customer-vinet';

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

let supergraph: SharedSupergraph;
let url: string;
let other: string;
beforeAll(async () => {
  supergraph = await sharedSupergraph();
  ({ url } = supergraph);
  other = await accessTokenOf(url, 'tomsp@northwind.example');
});
watchCanary(() => url);

describe('what is someone else’s', () => {
  it.each<[string, string]>([
    ['an order by id', `{ x: order(id: "${ORDER}") { number total { amount } shippingAddress { street } } }`],
    ['an order in a fragment', `{ ...F } fragment F on Query { x: order(id: "${ORDER}") { number } }`],
    ['an order in an inline fragment', `{ ... on Query { x: order(id: "${ORDER}") { number } } }`],
    [
      'an order behind a condition',
      `query ($yes: Boolean = true) { x: order(id: "${ORDER}") @include(if: $yes) { number } }`,
    ],
  ])('%s is null', async (_name, query) => {
    for (const token of [undefined, other]) {
      const outcome = await ask(url, query, token === undefined ? {} : { token });
      expect(outcome.data).toEqual({ x: null });
      expect(outcome.text).not.toContain('10248');
    }
  });

  it.each<[string, string]>([
    [
      'by id',
      `{ user(id: "${OWNER}") { name email roles defaultAddress { street } orders { totalCount } } }`,
    ],
    ['under aliases', `{ a: user(id: "${OWNER}") { b: email c: roles d: defaultAddress { e: street } } }`],
    ['in fragments', `{ user(id: "${OWNER}") { ...F ... on User { roles } } } fragment F on User { email }`],
  ])('an account %s is not shown', async (_name, query) => {
    for (const token of [undefined, other]) {
      const { text } = await ask(url, query, token === undefined ? {} : { token });
      expect(text).not.toMatch(/northwind\.example|CUSTOMER|Abbaye/);
    }
  });

  it('is not found by an alias that a plan would take for a key', async () => {
    const staff = await accessTokenOf(url, 'staff@demo.shop');
    const plain = await ask(
      url,
      `{ order(id: "${ORDER}") { number customer { name email } lines { sku product { sku category { name } } } } }`,
      { token: staff },
    );
    expect(plain.errors).toEqual([]);
    const aliased = await ask(
      url,
      `{ order(id: "${ORDER}") { id: number customer { id: name __typename: email } lines { id: sku product { id: sku category { id: name } } } } }`,
      { token: staff },
    );
    const renamed = (text: string) =>
      text
        .replaceAll('"id":', '"_":')
        .replaceAll('"__typename":', '"_":')
        .replaceAll(/"(number|name|email|sku)":/g, '"_":');
    expect(renamed(aliased.text)).toBe(renamed(plain.text));
  });

  it.each<[string, string]>([
    ['all users', '{ users(first: 5) { nodes { email } } }'],
    ['all orders', '{ orders(first: 5) { nodes { number } } }'],
    [
      'all orders of one customer',
      `{ orders(first: 5, filter: { customerId: "${OWNER}" }) { nodes { number } } }`,
    ],
    ['the inventory', '{ products(first: 5) { nodes { inventory { available } } } }'],
  ])('%s is staff’s', async (_name, query) => {
    for (const token of [undefined, other]) {
      const outcome = await ask(url, query, token === undefined ? {} : { token });
      expect(outcome.codes).toContain('UNAUTHORIZED_FIELD_OR_TYPE');
      expect(outcome.text).not.toMatch(/"email"|"number"|"available":\d/);
    }
  });
});

describe('a field that is refused', () => {
  it('is null at its place though it is all that is asked', async () => {
    const { data, errors } = await ask(url, '{ products(first: 2) { nodes { inventory { available } } } }');
    expect(data).toEqual({ products: { nodes: [{ inventory: null }, { inventory: null }] } });
    expect(errors.map(({ path }) => path)).toEqual([
      ['products', 'nodes', 0, 'inventory'],
      ['products', 'nodes', 1, 'inventory'],
    ]);
  });
});

describe('mutations of others', () => {
  it.each<[string, string]>([
    [
      'adjustStock',
      'adjustStock(input: { productId: "nw-product-1", delta: 5, reason: "x", idempotencyKey: "x" }) { __typename }',
    ],
    ['updateProduct', 'updateProduct(input: { id: "nw-product-1", name: "x" }) { __typename }'],
    ['discontinueProduct', 'discontinueProduct(input: { id: "nw-product-1" }) { __typename }'],
    ['shipOrder', `shipOrder(input: { orderId: "${ORDER}" }) { __typename }`],
    ['setRoles', 'setRoles(input: { userId: "nw-customer-tomsp", roles: [ADMIN] }) { __typename }'],
  ])('%s is refused whole', async (_name, field) => {
    for (const token of [undefined, other]) {
      const outcome = await ask(
        url,
        `mutation { ${field} signOut(input: { refreshToken: "x" }) { signedOut } }`,
        token === undefined ? {} : { token },
      );
      expect(outcome.data ?? null).toBeNull();
      expect(outcome.codes).toEqual(['UNAUTHORIZED_FIELD_OR_TYPE']);
    }
  });

  it('cancelOrder of another’s order finds none', async () => {
    const query = `mutation { cancelOrder(input: { orderId: "${ORDER}", reason: "x" }) { order { number } errors { __typename } } }`;
    const { data, text } = await ask(url, query, { token: other });
    expect(data).toMatchObject({ cancelOrder: { order: null } });
    expect(text).not.toContain('10248');
  });

  it.each<[string, string]>([
    [
      'roles at sign-up',
      'signUp(input: { name: "x", email: "x@x.example", password: "long enough 1", roles: [ADMIN] }) { __typename }',
    ],
    ['roles in a profile', 'updateProfile(input: { name: "x", roles: [ADMIN] }) { __typename }'],
    [
      'an email in a profile',
      'updateProfile(input: { id: "nw-customer-vinet", email: "x@x.example" }) { __typename }',
    ],
    [
      'a price in an order',
      'placeOrder(input: { lines: [{ productId: "nw-product-1", quantity: 1, unitPrice: "0.01" }], idempotencyKey: "x" }) { __typename }',
    ],
    [
      'a total in an order',
      'placeOrder(input: { lines: [], idempotencyKey: "x", total: "0.01" }) { __typename }',
    ],
    [
      'a status in an order',
      'placeOrder(input: { lines: [], idempotencyKey: "x", status: DELIVERED }) { __typename }',
    ],
    [
      'a customer in an order',
      'placeOrder(input: { lines: [], idempotencyKey: "x", userId: "nw-customer-vinet" }) { __typename }',
    ],
  ])('%s is refused', async (_name, field) => {
    expectRefused(await ask(url, `mutation { ${field} }`, { token: other }));
  });
});

describe('a subgraph asked without the router', () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  const rings = () =>
    parseKeyRings(
      `users=local:${supergraph.envelopeSecrets['router-users']},products=local:${supergraph.envelopeSecrets['router-products']}`,
    );
  const sign = (audience: string, of = body, scopes: readonly string[] = [], subject?: string) =>
    createEnvelopeSigner({ issuer: 'router', rings: rings() }).sign({
      audience,
      body: of,
      caller: { subject, scopes: new Set(scopes) },
      requestId: 'attack',
    });
  const knock = (envelope: string | undefined, sent = body, name: 'users' | 'products' = 'users') =>
    send(supergraph.urls[name], {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(envelope === undefined ? {} : { [ENVELOPE_HEADER]: envelope }),
      },
      body: sent,
    });
  /** A valid envelope except for the given claims, secret and options, which must be the reason for its refusal. */
  const forge = (
    claims: object = {},
    secret = supergraph.envelopeSecrets['router-users'],
    options: jwt.SignOptions = {},
  ) =>
    jwt.sign(
      { iss: 'router', aud: 'users', bh: hashOf(body), rid: 'x', jti: randomUUID(), ...claims },
      options.algorithm === 'none' ? '' : Buffer.from(secret, 'base64url'),
      { algorithm: 'HS256', keyid: 'local', expiresIn: 30, ...options },
    );
  const now = () => Math.floor(Date.now() / 1_000);

  it('lets the router in: the test knows how', async () => {
    expect((await knock(sign('users'))).status).toBe(200);
    expect((await knock(forge())).status).toBe(200);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['no envelope', () => knock(undefined)],
    ['an envelope for another audience', () => knock(forge({ aud: 'products' }))],
    ['an envelope that was sent to another audience', () => knock(sign('products'))],
    ['an envelope for another body', () => knock(sign('users'), '{"query":"{ me { id } }"}')],
    ['an access token for envelope', () => knock(other)],
    [
      'an envelope signed with another secret',
      () => knock(forge({}, supergraph.envelopeSecrets['router-products'])),
    ],
    ['an envelope of an unknown service', () => knock(forge({ iss: 'mallory' }))],
    ['an envelope with an unknown key', () => knock(forge({}, undefined, { keyid: 'other' }))],
    ['an envelope that is over', () => knock(forge({ iat: now() - 60 }))],
    ['an envelope for a day', () => knock(forge({}, undefined, { expiresIn: '1d' }))],
    ['an envelope for later', () => knock(forge({ iat: now() + 60 }))],
    ['an unsigned envelope', () => knock(forge({}, undefined, { algorithm: 'none' }))],
    ['an envelope by another algorithm', () => knock(forge({}, undefined, { algorithm: 'HS512' }))],
  ])('%s: 401', async (_name, attempt) => {
    const outcome = (await attempt()) as Awaited<ReturnType<typeof send>>;
    expectRefused(outcome, [401]);
    expect(outcome.codes).toEqual(['UNAUTHENTICATED']);
  });

  it('an envelope is good once', async () => {
    const envelope = sign('users');
    expect((await knock(envelope)).status).toBe(200);
    expectRefused(await knock(envelope), [401]);
  });

  it.each<[string, unknown]>([
    ['operators', [{ __typename: 'User', id: { $ne: null } }]],
    ['arrays', [{ __typename: 'User', id: ['nw-customer-vinet', 'nw-customer-tomsp'] }]],
    ['numbers', [{ __typename: 'User', id: 1 }]],
    ['unknown types', [{ __typename: 'Passwords', id: '1' }]],
    ['no type', [{ id: '1' }]],
    ['no objects', ['x', null, 1]],
    [
      'ten thousand entries',
      Array.from({ length: 10_000 }, (_, i) => ({ __typename: 'User', id: String(i) })),
    ],
  ])('representations with %s give nothing', async (_name, representations) => {
    const sent = JSON.stringify({
      query: 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id name email } } }',
      variables: { r: representations },
    });
    const outcome = await knock(sign('users', sent, [], 'nw-customer-tomsp'), sent);
    expect([200, 400, 413]).toContain(outcome.status);
    expect(outcome.text).not.toMatch(/"name":"[A-Z]|northwind\.example/);
    expectNothingRevealed(outcome.text);
  });

  it('enforces the directives again', async () => {
    const sent = JSON.stringify({ query: '{ users(first: 1) { nodes { email } } }' });
    const outcome = await knock(sign('users', sent), sent);
    expect(outcome.data ?? null).toBeNull();
    expect(outcome.errors.length).toBeGreaterThan(0);
  });
});
