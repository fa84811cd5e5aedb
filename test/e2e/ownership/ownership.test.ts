import { beforeAll, describe, expect, it } from 'vitest';
import { createClient, signIn, type Client } from '../support/client.js';
import { sharedSupergraph } from '../support/supergraph.js';

// Order 10248 is VINET's.
const order = '{ order(id: "nw-order-10248") { number customer { name } } }';
const found = { order: { number: 10248, customer: { name: 'Paul Henriot' } } };

let url: string;
let owner: Client;
let other: Client;
let staff: Client;

beforeAll(async () => {
  ({ url } = await sharedSupergraph());
  owner = await signIn(url, 'vinet@northwind.example');
  other = await signIn(url, 'tomsp@northwind.example');
  staff = await signIn(url, 'staff@demo.shop');
});

describe('an order', () => {
  it('is its customer’s and staff’s to see', async () => {
    expect(await owner.data(order)).toEqual(found);
    expect(await staff.data(order)).toEqual(found);
  });

  it('is not there for another customer, as an unknown one is not', async () => {
    expect(await other.data(order)).toEqual({ order: null });
    expect(await other.data('{ order(id: "nw-order-0") { number } }')).toEqual({ order: null });
  });

  it('is not there for anyone unknown', async () => {
    const answer = await createClient(url).ask(order);
    expect(answer.data).toEqual({ order: null });
    const unknown = await createClient(url).ask('{ order(id: "nw-order-0") { number } }');
    expect(answer.errors).toEqual(unknown.errors);
  });

  it('is not found through its customer either', async () => {
    const answer = await other.ask('{ user(id: "nw-customer-vinet") { orders { nodes { number } } } }');
    expect(JSON.stringify(answer.data)).not.toContain('10248');
  });

  it('is its customer’s in the list of their own orders', async () => {
    const data = await owner.data<{ me: { orders: { totalCount: number; nodes: { number: number }[] } } }>(
      '{ me { orders(last: 1) { totalCount nodes { number } } } }',
    );
    expect(data.me.orders).toEqual({ totalCount: 5, nodes: [{ number: 10248 }] });
  });
});
