import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@policy",
  { name: "@authenticated", as: "@signedIn" }, { name: "@requiresScopes", as: "@needs" }
])`;

const shop = {
  sdl: `${LINK}
    type Query {
      open: String
      closed: String @signedIn
      both: String @needs(scopes: [["a", "b"], ["c"]])
      known: String @needs(scopes: [[]])
      never: String @needs(scopes: [])
      must: Item!
      item: Item
      items: [Item!]
      many: [Item!]
      things: [Thing!]!
      found: [Found]
      secret: Secret
      code: Code
      adult: String @policy(policies: [["adult"]])
    }
    type Mutation { open: Item  closed: Item @signedIn  several: [Item] }
    type Item @key(fields: "id") { id: ID! name: String  price: Int! @signedIn  next: Item  cost: Int @needs(scopes: [["c"]]) }
    interface Thing { id: ID! }
    type Free implements Thing { id: ID! note: String }
    type Paid implements Thing { id: ID! @signedIn  note: String }
    union Found = Free | Hidden
    type Hidden @signedIn { id: ID! }
    type Secret @signedIn { word: String }
    scalar Code @signedIn`,
  resolvers: {
    Query: {
      open: () => 'open',
      closed: () => 'closed',
      both: () => 'both',
      known: () => 'known',
      never: () => 'never',
      must: () => item,
      item: () => item,
      items: () => [item, item],
      many: () => Array.from({ length: 150 }, () => item),
      things: () => [
        { __typename: 'Free', id: 'f' },
        { __typename: 'Paid', id: 'p' },
      ],
      found: () => [
        { __typename: 'Free', id: 'f' },
        { __typename: 'Hidden', id: 'h' },
      ],
      secret: () => ({ word: 'word' }),
      code: () => 'code',
      adult: () => 'adult',
    },
    Mutation: { open: () => item, closed: () => item, several: () => [item] },
    Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Found: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Item: { __resolveReference: () => item },
  },
};
const item: object = { id: '1', name: 'name', price: 3, cost: 2, next: { id: '2', name: 'next', price: 4 } };

const ratings = {
  sdl: `${LINK}
    type Item @key(fields: "id") { id: ID! cost: Int @external
      margin: Int @requires(fields: "cost") @needs(scopes: [["c"]])  stars: Int }`,
  resolvers: { Item: { __resolveReference: () => ({ id: '1', margin: 1, stars: 5 }) } },
};

const UNAUTHORIZED = 'UNAUTHORIZED_FIELD_OR_TYPE';

describe('authorization directives', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      subgraphs: { shop, ratings },
      policies: new Map([['adult', ({ caller }) => Number(caller.claims.age) >= 18]]),
    });
  });
  afterAll(() => router.close());

  /** Expects the caller's data, and the paths of refused fields. */
  async function expectAnswer(
    query: string,
    as: Readonly<Record<string, unknown>> | undefined,
    data: unknown,
    paths: readonly string[] = [],
    variables: Readonly<Record<string, unknown>> = {},
  ) {
    const { body } = await router.ask(query, { variables, ...(as === undefined ? {} : { as }) });
    expect(body.data).toEqual(data);
    expect(
      body.errors?.map(({ path, extensions }) => `${String(path?.join('.'))} ${String(extensions?.code)}`) ??
        [],
    ).toEqual(paths.map((path) => `${path} ${UNAUTHORIZED}`));
  }

  it.each<[string, string, Record<string, unknown> | undefined, unknown, string[]]>([
    ['leaves what is open', '{ open }', undefined, { open: 'open' }, []],
    ['takes a field away', '{ open closed }', undefined, { open: 'open', closed: null }, ['closed']],
    ['gives it to the signed in', '{ open closed }', {}, { open: 'open', closed: 'closed' }, []],
    ['tells the alias', '{ x: closed open }', undefined, { x: null, open: 'open' }, ['x']],
    ['wants all scopes of a group', '{ open both }', { scope: 'a' }, { open: 'open', both: null }, ['both']],
    ['takes all scopes of one group', '{ both }', { scope: 'b a x' }, { both: 'both' }, []],
    ['takes no scope from strangers', '{ open known }', undefined, { open: 'open', known: null }, ['known']],
    ['takes no scope from the signed in', '{ known }', {}, { known: 'known' }, []],
    [
      'lets nobody pass without a group',
      '{ open never }',
      { scope: 'c' },
      { open: 'open', never: null },
      ['never'],
    ],
    ['takes another group', '{ both }', { scope: 'c' }, { both: 'both' }, []],
    [
      'nulls the parent of a non-null field',
      '{ item { id price } }',
      undefined,
      { item: null },
      ['item.price'],
    ],
    [
      'nulls data when nothing above may be null',
      '{ open must { id price } }',
      undefined,
      null,
      ['must.price'],
    ],
    [
      'tells each place in a list',
      '{ items { id price } }',
      undefined,
      { items: null },
      ['items.0.price', 'items.1.price'],
    ],
    [
      'keeps the objects in a list of which nothing else is asked',
      '{ items { cost } }',
      undefined,
      { items: [{ cost: null }, { cost: null }] },
      ['items.0.cost', 'items.1.cost'],
    ],
    [
      'keeps the parents of a field that is asked alone',
      '{ item { next { cost ... { x: margin } } } }',
      undefined,
      { item: { next: { cost: null, x: null } } },
      ['item.next.cost', 'item.next.x'],
    ],
    [
      'tells nothing of a place where nothing is',
      '{ item { next { next { cost } } } }',
      undefined,
      { item: { next: { next: null } } },
      [],
    ],
    [
      'looks into fragments',
      '{ item { ...F } } fragment F on Item { id ... { next { price } } }',
      undefined,
      { item: { id: '1', next: null } },
      ['item.next.price'],
    ],
    ['protects by a type', '{ open secret { word } }', undefined, { open: 'open', secret: null }, ['secret']],
    ['protects by a scalar', '{ open code }', undefined, { open: 'open', code: null }, ['code']],
    [
      'protects an interface like its implementations',
      '{ open things { __typename id } }',
      undefined,
      null,
      ['things.0.id', 'things.1.id'],
    ],
    [
      'lets fragments ask for the others',
      '{ things { __typename ... on Free { id } } }',
      undefined,
      { things: [{ __typename: 'Free', id: 'f' }, { __typename: 'Paid' }] },
      [],
    ],
    [
      'protects members of a union',
      '{ found { __typename ... on Free { id } ... on Hidden { id } } }',
      undefined,
      { found: [{ __typename: 'Free', id: 'f' }, null] },
      ['found.1.id'],
    ],
    [
      'protects members of a union of which nothing else is asked',
      '{ found { ... on Hidden { __typename } } }',
      undefined,
      { found: [{}, null] },
      ['found.1.__typename'],
    ],
    [
      'protects what is computed from the protected',
      '{ item { id margin stars } }',
      {},
      { item: { id: '1', margin: null, stars: 5 } },
      ['item.margin'],
    ],
    ['asks policies', '{ open adult }', { age: 17 }, { open: 'open', adult: null }, ['adult']],
    ['believes policies', '{ adult }', { age: 18 }, { adult: 'adult' }, []],
  ])('%s', (_name, query, as, data, paths) => expectAnswer(query, as, data, paths));

  it('asks no subgraph when nothing is left', async () => {
    expect(
      await router.countRequests(() =>
        expectAnswer('{ closed secret { word } }', undefined, { closed: null, secret: null }, [
          'closed',
          'secret',
        ]),
      ),
    ).toBe(0);
  });

  it('tells nothing of what the client itself left out', async () => {
    const query = 'query ($no: Boolean = false) { open closed @include(if: $no) x: closed @skip(if: true) }';
    await expectAnswer(query, undefined, { open: 'open' });
    await expectAnswer(query, undefined, { open: 'open', closed: null }, ['closed'], { no: true });
  });

  it('takes variables away with the fields that used them', async () => {
    await expectAnswer(
      'query ($yes: Boolean!) { open item { price @include(if: $yes) } }',
      undefined,
      { open: 'open', item: null },
      ['item.price'],
      { yes: true },
    );
  });

  it.each<[string, Record<string, unknown> | undefined, RegExp]>([
    ['{ both }', undefined, /^Sign in to see this: /],
    ['{ both }', {}, /^The caller may not see this\.$/],
    ['mutation { closed { id } }', undefined, /^Sign in to do this: /],
  ])('says of %s to a caller of claims %j what is not allowed', async (query, as, message) => {
    const { body } = await router.ask(query, as === undefined ? {} : { as });
    expect(body.errors?.[0]?.message).toMatch(message);
  });

  it('tells at most as many places as errors may be told', async () => {
    const { body } = await router.ask('{ many { cost } }');
    expect(body.data).toEqual({ many: Array.from({ length: 150 }, () => ({ cost: null })) });
    expect(body.errors?.map(({ path }) => path?.[1])).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
  });

  it('tells the path of what is refused in a mutation down to the first list', async () => {
    const { body } = await router.ask('mutation { open { next { price } } }');
    expect(body.errors?.map(({ path }) => path)).toEqual([['open', 'next', 'price']]);
    const { body: below } = await router.ask('mutation { several { next { price } } }');
    expect(below.errors?.map(({ path }) => path)).toEqual([['several']]);
  });

  it('refuses a mutation whole', async () => {
    const asked = async () => {
      const { body } = await router.ask('mutation { open { id } closed { id } }');
      expect(body.data ?? null).toBeNull();
      expect(body.errors?.map(({ extensions }) => extensions?.code)).toEqual([UNAUTHORIZED]);
    };
    expect(await router.countRequests(asked)).toBe(0);
    await expectAnswer(
      'mutation { open { id } closed { id } }',
      {},
      { open: { id: '1' }, closed: { id: '1' } },
    );
  });

  it('answers the same document for each caller by what each may see', async () => {
    for (const [as, closed] of [
      [undefined, null],
      [{}, 'closed'],
      [undefined, null],
    ] as const) {
      await expectAnswer('{ closed open }', as, { closed, open: 'open' }, closed === null ? ['closed'] : []);
    }
  });
});

describe('a supergraph with authorization directives', () => {
  it('is not served without an issuer', async () => {
    const environment = { JWT_JWKS_URL: '', JWT_ISSUER: '', JWT_AUDIENCE: '' };
    const policies = new Map([['adult', () => true]]);
    await expect(startTestRouter({ subgraphs: { shop, ratings }, environment, policies })).rejects.toThrow(
      /no token issuer/,
    );
  });

  it('is not served with a policy that nobody wrote', async () => {
    await expect(startTestRouter({ subgraphs: { shop, ratings } })).rejects.toThrow(/policies adult/);
  });
});
