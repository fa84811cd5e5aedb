import { EventLog } from './event-log.js';
import { startTestRouter, type TestRouter } from './router.js';
import type { EventContext } from './serve-events.js';
import { subscribe, type SseClient } from './sse-client.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@authenticated", "@requiresScopes", "@shareable", "@cost"])`;

const orders = `${LINK}
  type Query { order: Order }
  type Subscription {
    changed(ids: [ID!]!): Order @cost(weight: 10)
    mine(ids: [ID!]!): Order @authenticated
    ends: Order
  }
  type Order @key(fields: "id") {
    id: ID!
    status: String!
    text(length: Int!): String
    remarks(first: Int!): [String!]
    dear: Int @cost(weight: 100)
    note: String @requiresScopes(scopes: [["staff"]])
    product: Product
  }
  type Product @key(fields: "id", resolvable: false) { id: ID! origin: String @shareable }`;

const products = `${LINK}
  type Query { product: Product }
  type Product @key(fields: "id") { id: ID! name: String! origin: String @shareable }`;

export const CHANGED =
  'subscription Changed($ids: [ID!]!) { changed(ids: $ids) { id status product { name } } }';

/** An order as `CHANGED` selects it. */
export const changedOrder = (id: string) => ({
  id,
  status: `status of ${id}`,
  product: { name: `name of p-${id}` },
});

const toOrder = ({ id }: { id: string }) => ({
  id,
  status: `status of ${id}`,
  note: `note of ${id}`,
  text: ({ length }: { length: number }) => 'x'.repeat(length),
  product: { id: `p-${id}`, origin: 'here' },
});

/** A router over a subgraph with subscriptions and one that completes their events. */
export interface EventShop {
  readonly router: TestRouter;
  readonly log: EventLog;
  /** The look-ups of products so far. */
  lookUps: number;
  /** Whether products can be looked up. */
  isUp: boolean;
  subscribe(
    body: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<SseClient>;
  changed(ids: readonly string[], headers?: Readonly<Record<string, string>>): Promise<SseClient>;
  tokenOf(claims: Readonly<Record<string, unknown>>): { readonly authorization: string };
  /** Disconnects all clients. */
  disconnect(): void;
  close(): Promise<void>;
}

export async function startEventShop(environment: Readonly<Record<string, string>> = {}): Promise<EventShop> {
  const log = new EventLog();
  const clients: SseClient[] = [];
  const state = { lookUps: 0, isUp: true };
  const follow = {
    subscribe: (_: unknown, { ids }: { ids: string[] }, context: EventContext) => log.follow(ids, context),
    resolve: toOrder,
  };
  const ends = {
    async *subscribe() {
      yield await Promise.resolve({ id: 'last' });
    },
    resolve: toOrder,
  };
  const router = await startTestRouter({
    environment,
    subgraphs: {
      orders: { sdl: orders, resolvers: { Subscription: { changed: follow, mine: follow, ends } } },
      products: {
        sdl: products,
        resolvers: {
          Product: {
            __resolveReference({ id }: { id: string }) {
              state.lookUps += 1;
              if (!state.isUp) throw new Error('no database');
              return { id, name: `name of ${id}`, origin: 'here' };
            },
          },
        },
      },
    },
  });
  const shop: EventShop = Object.assign(state, {
    router,
    log,
    async subscribe(
      body: Readonly<Record<string, unknown>>,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<SseClient> {
      const client = await subscribe(router.url, body, headers);
      clients.push(client);
      return client;
    },
    changed: (ids: readonly string[], headers?: Readonly<Record<string, string>>) =>
      shop.subscribe({ query: CHANGED, variables: { ids } }, headers),
    tokenOf: (claims: Readonly<Record<string, unknown>>) => ({
      authorization: `Bearer ${router.issuer.sign(claims)}`,
    }),
    disconnect() {
      for (const client of clients.splice(0)) client.close();
    },
    close: () => router.close(),
  });
  return shop;
}
