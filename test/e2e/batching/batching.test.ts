import { repositorySubgraphNames } from '@supergraph/schema/subgraphs';
import { beforeAll, describe, expect, it } from 'vitest';
import { signIn, type Client } from '../support/client.js';
import { countCommands } from '../support/metrics.js';
import { sharedSupergraph, type SharedSupergraph } from '../support/supergraph.js';

// Only imported orders: other tests leave orders whose products do not exist.
const northwindOrders = 'orders(first: 100, filter: { placedBefore: "2000-01-01T00:00:00Z" })';

const subgraphs = repositorySubgraphNames();

let supergraph: SharedSupergraph;
let staff: Client;

beforeAll(async () => {
  supergraph = await sharedSupergraph();
  staff = await signIn(supergraph.url, 'staff@demo.shop');
});

const commandsOf = (action: () => Promise<unknown>) => countCommands(supergraph.adminUrls, subgraphs, action);

describe('a page of 100 orders with the products of their lines', () => {
  it('costs the products database one query', async () => {
    let products: unknown[] = [];
    const commands = await commandsOf(async () => {
      const data = await staff.data<{ orders: { nodes: { lines: { product: unknown }[] }[] } }>(
        `{ ${northwindOrders} { nodes { number lines { product { name } } } } }`,
      );
      products = data.orders.nodes.flatMap((order) => order.lines.map((line) => line.product));
    });
    expect(products.length).toBeGreaterThan(200);
    expect(products).not.toContain(null);
    expect(commands).toMatchObject({ products: 1, orders: 1, users: 0 });
  });

  it('costs the users database one query for all customers', async () => {
    const commands = await commandsOf(() =>
      staff.data(`{ ${northwindOrders} { nodes { customer { name email } } } }`),
    );
    expect(commands).toMatchObject({ products: 0, orders: 1, users: 1 });
  });
});

describe('a list of users with their orders', () => {
  const usersWithOrders = (first: number, after: string | undefined) =>
    commandsOf(() =>
      staff.data(
        `query ($first: Int, $after: String) {
          users(first: $first, after: $after) { nodes { name orders(first: 3) { totalCount nodes { number } } } }
        }`,
        { first, after },
      ),
    );

  /** The cursor after which the first user has more than three orders, so that their number is not known from a page. */
  async function findStart(): Promise<string | undefined> {
    const { users } = await staff.data<{
      users: { edges: { cursor: string; node: { orders: { totalCount: number } } }[] };
    }>('{ users(first: 100) { edges { cursor node { orders(first: 1) { totalCount } } } } }');
    const at = users.edges.findIndex(({ node }) => node.orders.totalCount > 3);
    expect(at).toBeGreaterThanOrEqual(0);
    return users.edges[at - 1]?.cursor;
  }

  it('costs as many queries for 90 as for 5', async () => {
    const start = await findStart();
    const few = await usersWithOrders(5, start);
    expect(await usersWithOrders(90, start)).toEqual(few);
    expect(few.users).toBe(1);
    // One query for the ids of the pages, one for the orders, one for the total counts.
    expect(few.orders).toBe(3);
  });
});
