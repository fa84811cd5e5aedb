import { describe, expect, it } from 'vitest';
import { createContender } from './testing/arena.js';
import { createGraph, variablesOf } from './testing/graph.js';
import type { Graph, WrittenSubgraph } from './testing/graph.js';

type Subgraphs = Readonly<Record<string, WrittenSubgraph>>;
type Variables = Readonly<Record<string, unknown>>;

async function ask(graph: Graph, query: string, variables: Variables = {}) {
  const contender = await createContender('compiled', graph.supergraphSdl, graph);
  graph.requests.length = 0;
  const answer = await contender.execute({ query, variables });
  await contender.stop();
  return { ...answer, data: JSON.parse(answer.data ?? 'null') as unknown };
}

/** Fails unless the answer is this one, without errors. */
async function expectAnswer(subgraphs: Subgraphs, query: string, data: unknown, variables: Variables = {}) {
  const answer = await ask(createGraph(subgraphs), query, variables);
  expect(answer).toEqual({ data, errors: [], valueCompletion: [] });
}

const RATES: Readonly<Record<string, number>> = { EUR: 2, USD: 3, GBP: 5 };

describe('one response key that stands for different things under different types', () => {
  /** Orders and offers of products, whose prices another subgraph knows. */
  const subgraphs: Subgraphs = {
    sales: {
      typeDefs: `
        type Query { result: Sale  results: [Sale!]!  any: [Any!]!  nodes: [Node!]! }
        interface Sale { id: ID!  product: Product }
        union Any = A | B
        type A implements Sale & Node @key(fields: "id") { id: ID!  product: Product  products: [Product!]! }
        type B implements Sale & Node @key(fields: "id") { id: ID!  product: Product  products: [Product!]! }
        interface Node @key(fields: "id") { id: ID! }
        type Product @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: {
          result: () => sale('B', '1'),
          results: () => [sale('A', '1'), sale('B', '2')],
          any: () => [sale('A', '1'), sale('B', '2')],
          nodes: () => [sale('A', '1'), sale('B', '2')],
        },
        A: { __resolveReference: ({ id }: { id: string }) => sale('A', id) },
        B: { __resolveReference: ({ id }: { id: string }) => sale('B', id) },
      },
    },
    prices: {
      typeDefs: `
        type Product @key(fields: "id") {
          id: ID!  name(lang: String): String  price(currency: String): Int  cost: Int  deep(of: Int): Deep  vendor: Vendor
        }
        type Deep { price(currency: String): Int  of: Int }
        type Vendor @key(fields: "id") { id: ID! }
        type Node @key(fields: "id") @interfaceObject { id: ID!  fee(currency: String): Int }`,
      resolvers: {
        Product: {
          price: ({ id }: { id: string }, { currency }: { currency: string }) =>
            currency === 'none'
              ? Promise.reject(new Error('no such currency'))
              : Number(id) * (RATES[currency] ?? 1),
          cost: ({ id }: { id: string }) => Number(id) * 100,
          name: ({ id }: { id: string }, { lang }: { lang?: string }) => `${lang ?? ''} ${id}`,
          deep: (_: unknown, { of }: { of: number }) => ({ of }),
          vendor: ({ id }: { id: string }) => ({ id: `v${id}` }),
        },
        Deep: {
          price: ({ of }: { of: number }, { currency }: { currency: string }) => of * (RATES[currency] ?? 1),
        },
        Node: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          fee: ({ id }: { id: string }, { currency }: { currency: string }) =>
            Number(id) * (RATES[currency] ?? 1),
        },
      },
    },
    vendors: {
      typeDefs: 'type Vendor @key(fields: "id") { id: ID!  title(lang: String): String }',
      resolvers: {
        Vendor: {
          title: ({ id }: { id: string }, { lang }: { lang?: string }) => `${id} in ${lang ?? 'any'}`,
        },
      },
    },
  };

  function sale(typename: string, id: string) {
    return { __typename: typename, id, product: { id }, products: [{ id }] };
  }

  it.each([
    [
      'of an interface',
      '{ result { ... on A { product { price(currency: "EUR") } } ... on B { product { price(currency: "USD") } } } }',
      { result: { product: { price: 3 } } },
    ],
    [
      'in a list',
      '{ results { ... on A { product { price(currency: "EUR") } } ... on B { product { price(currency: "USD") } } } }',
      { results: [{ product: { price: 2 } }, { product: { price: 6 } }] },
    ],
    [
      'of a union, and lists below',
      '{ any { ... on A { products { price(currency: "EUR") } } ... on B { products { price(currency: "USD") } } } }',
      { any: [{ products: [{ price: 2 }] }, { products: [{ price: 6 }] }] },
    ],
    [
      'as one alias for two fields',
      '{ results { ... on A { product { v: price } } ... on B { product { v: cost } } } }',
      { results: [{ product: { v: 1 } }, { product: { v: 200 } }] },
    ],
    [
      'with variables',
      `query ($a: String, $b: String) {
        results { ... on A { product { price(currency: $a) } } ... on B { product { price(currency: $b) } } } }`,
      { results: [{ product: { price: 2 } }, { product: { price: 6 } }] },
    ],
    [
      'in named fragments',
      `{ results { ...FA ...FB } }
       fragment FA on A { product { ...PA } } fragment PA on Product { price(currency: "EUR") }
       fragment FB on B { product { ...PB } } fragment PB on Product { price(currency: "USD") }`,
      { results: [{ product: { price: 2 } }, { product: { price: 6 } }] },
    ],
    [
      'beside what the interface is asked for',
      `{ results { product { id } ... on A { product { price(currency: "EUR") } } ... on B { product { price(currency: "USD") } } } }`,
      { results: [{ product: { id: '1', price: 2 } }, { product: { id: '2', price: 6 } }] },
    ],
    [
      'where only the argument of a field below differs',
      `{ results { product { id }
        ... on A { product { deep(of: 7) { price(currency: "EUR") } } } ... on B { product { deep(of: 7) { price(currency: "USD") } } } } }`,
      {
        results: [
          { product: { id: '1', deep: { price: 14 } } },
          { product: { id: '2', deep: { price: 21 } } },
        ],
      },
    ],
    [
      'two entities further down',
      `{ results { ... on A { product { vendor { title(lang: "fr") } } } ... on B { product { vendor { title(lang: "de") } } } } }`,
      {
        results: [
          { product: { vendor: { title: 'v1 in fr' } } },
          { product: { vendor: { title: 'v2 in de' } } },
        ],
      },
    ],
    [
      'of an interface that is an object to another subgraph',
      '{ nodes { ... on A { fee(currency: "EUR") } ... on B { fee(currency: "USD") } } }',
      { nodes: [{ fee: 2 }, { fee: 6 }] },
    ],
    [
      'where one composite key is two fields',
      '{ results { ... on A { p: product { price(currency: "EUR") } } ... on B { p: products { price(currency: "USD") } } } }',
      undefined,
    ],
  ])('%s', async (_name, query, data) => {
    // A list and an object under one key are no valid operation.
    if (data === undefined) await expect(expectAnswer(subgraphs, query, data)).rejects.toThrow('conflict');
    else await expectAnswer(subgraphs, query, data, { a: 'EUR', b: 'USD' });
  });

  it('leaves the plan of an operation alone in which each key is one thing', async () => {
    const graph = createGraph(subgraphs);
    await ask(
      graph,
      `{ results { id product { vendor { title(lang: "fr") } } ... on A { product { price(currency: "EUR") } } ... on B { id } } }`,
    );
    expect(graph.requests.map(({ body }) => (JSON.parse(body) as { query: string }).query)).toEqual([
      '{results{__typename id product{__typename id}...on A{product{__typename id}}...on B{id}}}',
      'query($representations:[_Any!]!){_entities(representations:$representations){...on Product{vendor{__typename id}price(currency:"EUR")}}}',
      'query($representations:[_Any!]!){_entities(representations:$representations){...on Vendor{title(lang:"fr")}}}',
    ]);
  });

  it('gives errors the client’s keys', async () => {
    const graph = createGraph(subgraphs);
    const { data, errors } = await ask(
      graph,
      '{ results { product { id } ... on A { product { price(currency: "EUR") } } ... on B { product { price(currency: "none") } } } }',
    );
    expect(data).toEqual({
      results: [{ product: { id: '1', price: 2 } }, { product: { id: '2', price: null } }],
    });
    expect(errors.map(({ message, path }) => ({ message, path }))).toEqual([
      { message: 'no such currency', path: ['results', 1, 'product', 'price'] },
    ]);
  });
});

describe('a client’s argument on a field that another subgraph requires', () => {
  const subgraphs: Subgraphs = {
    names: {
      typeDefs: `
        type Query { things: [Thing!]! }
        type Thing @key(fields: "id") { id: ID!  name(lang: String): String }`,
      resolvers: {
        Query: { things: () => [{ id: '1' }] },
        Thing: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          name: (_: unknown, { lang }: { lang?: string }) => `name in ${lang ?? 'any'}`,
        },
      },
    },
    labels: {
      typeDefs: `type Thing @key(fields: "id") {
        id: ID!  name(lang: String): String @external  label: String @requires(fields: "name")
      }`,
      resolvers: { Thing: { label: ({ name }: { name: string }) => `[${name}]` } },
    },
  };

  it.each([
    ['{ things { name(lang: "fr") label } }', { name: 'name in fr', label: '[name in any]' }],
    ['{ things { label name(lang: "fr") } }', { label: '[name in any]', name: 'name in fr' }],
    [
      '{ things { ...F label } } fragment F on Thing { name(lang: "fr") }',
      { name: 'name in fr', label: '[name in any]' },
    ],
    [
      'query ($l: String) { things { name(lang: $l) label } }',
      { name: 'name in fr', label: '[name in any]' },
    ],
    ['{ things { name label } }', { name: 'name in any', label: '[name in any]' }],
    ['{ things { name: id label } }', { name: '1', label: '[name in any]' }],
    [
      '{ things { fr: name(lang: "fr") name label } }',
      { fr: 'name in fr', name: 'name in any', label: '[name in any]' },
    ],
  ])('%s', async (query, thing) => {
    await expectAnswer(subgraphs, query, { things: [thing] }, { l: 'fr' });
  });
});

describe('fields required with arguments', () => {
  const subgraphs: Subgraphs = {
    prices: {
      typeDefs: `
        type Query { products: [Product!]! }
        type Product @key(fields: "id") { id: ID!  price(currency: String): Int  box: Box  parts(first: Int): [Part!] }
        type Box { size(unit: String): Int }
        type Part @key(fields: "id") { id: ID! }`,
      resolvers: {
        Query: { products: () => [{ id: '1' }, { id: '2' }] },
        Product: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          price: ({ id }: { id: string }, { currency }: { currency: string }) =>
            Number(id) * (RATES[currency] ?? 1),
          box: () => ({}),
          parts: (_: unknown, { first }: { first?: number }) =>
            ['a', 'b', 'c'].slice(0, first).map((id) => ({ id })),
        },
        Box: { size: (_: unknown, { unit }: { unit: string }) => (unit === 'cm' ? 100 : 1) },
      },
    },
    weights: {
      typeDefs: 'type Part @key(fields: "id") { id: ID!  weight: Int }',
      resolvers: { Part: { weight: () => 4 } },
    },
    shop: {
      typeDefs: `
        type Product @key(fields: "id") {
          id: ID!  price(currency: String): Int @external  box: Box @external  parts(first: Int): [Part!] @external
          gbp: String @requires(fields: "price(currency: \\"GBP\\")")
          eur: String @requires(fields: "price(currency: \\"EUR\\")")
          plain: String @requires(fields: "price")
          cm: String @requires(fields: "box { size(unit: \\"cm\\") }")
          m: String @requires(fields: "box { size(unit: \\"m\\") }")
          two: Int @requires(fields: "parts(first: 2) { weight }")
          stock: Int
        }
        type Box { size(unit: String): Int @external }
        type Part @key(fields: "id") { id: ID!  weight: Int @external }`,
      resolvers: {
        Product: {
          gbp: ({ price }: { price: number }) => `${price} GBP`,
          eur: ({ price }: { price: number }) => `${price} EUR`,
          plain: ({ price }: { price: number }) => `${price}`,
          cm: ({ box }: { box: { size: number } }) => `${box.size} cm`,
          m: ({ box }: { box: { size: number } }) => `${box.size} m`,
          two: ({ parts }: { parts: { weight: number }[] }) =>
            parts.reduce((sum, { weight }) => sum + weight, 0),
          stock: () => 9,
        },
      },
    },
  };
  const first = { gbp: '5 GBP', eur: '2 EUR', plain: '1', cm: '100 cm', m: '1 m', two: 8, stock: 9 };
  const second = { ...first, gbp: '10 GBP', eur: '4 EUR', plain: '2' };

  it('are each a value of its own', async () => {
    await expectAnswer(subgraphs, '{ products { gbp eur plain cm m two stock } }', {
      products: [first, second],
    });
  });

  it('are apart from what the client asks for', async () => {
    await expectAnswer(
      subgraphs,
      '{ products { price(currency: "USD") gbp parts(first: 1) { id weight } two price2: price _required_0_price: id } }',
      {
        products: ['1', '2'].map((id) => ({
          price: Number(id) * 3,
          gbp: `${Number(id) * 5} GBP`,
          parts: [{ id: 'a', weight: 4 }],
          two: 8,
          price2: Number(id),
          _required_0_price: id,
        })),
      },
    );
  });

  it('cost one entity fetch where they do not contradict each other', async () => {
    const graph = createGraph(subgraphs);
    await ask(graph, '{ products { gbp cm stock } }');
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['prices', 'shop']);
    expect(graph.requests[1]?.body).toContain('{...on Product{gbp cm stock}}');
  });

  it('may themselves require different values of one field', async () => {
    const graph: Subgraphs = {
      items: {
        typeDefs: `
          type Query { items: [Item!]! }
          type Item @key(fields: "id") { id: ID!  base(times: Int): Int }`,
        resolvers: {
          Query: { items: () => [{ id: '1' }] },
          Item: {
            __resolveReference: ({ id }: { id: string }) => ({ id }),
            base: (_: unknown, { times }: { times: number }) => times,
          },
        },
      },
      prices: {
        typeDefs: `
          type Item @key(fields: "id") {
            id: ID!  base(times: Int): Int @external
            price(currency: String): Int @requires(fields: "base(times: 10)")  other: Int @requires(fields: "base(times: 20)")
          }`,
        resolvers: {
          Item: {
            price: ({ base }: { base: number }, { currency }: { currency: string }) =>
              base * (RATES[currency] ?? 1),
            other: ({ base }: { base: number }) => base,
          },
        },
      },
      labels: {
        typeDefs: `
          type Item @key(fields: "id") {
            id: ID!  price(currency: String): Int @external  label: String @requires(fields: "price(currency: \\"GBP\\")")
          }`,
        resolvers: { Item: { label: ({ price }: { price: number }) => `${price} GBP` } },
      },
    };
    await expectAnswer(graph, '{ items { label other price(currency: "EUR") } }', {
      items: [{ label: '50 GBP', other: 20, price: 20 }],
    });
  });

  it('may be in lists of lists, of one type or of several', async () => {
    const graph: Subgraphs = {
      grids: {
        typeDefs: `
          type Query { grids: [Grid!]! }
          type Grid @key(fields: "id") { id: ID!  rows: [[Cell!]!]  signs: [[Sign]] }
          type Cell { size: Int }
          union Sign = Cell | Text
          type Text { text(upper: Boolean): String }`,
        resolvers: {
          Query: { grids: () => [{ id: '1' }] },
          Grid: {
            __resolveReference: ({ id }: { id: string }) => ({ id }),
            rows: () => [[{ size: 1 }, { size: 2 }], [], [{ size: 3 }]],
            signs: () => [[{ __typename: 'Cell', size: 4 }, { __typename: 'Text' }], null, [null]],
          },
          Text: { text: (_: unknown, { upper }: { upper: boolean }) => (upper ? 'A' : 'a') },
        },
      },
      sums: {
        typeDefs: `
          type Grid @key(fields: "id") {
            id: ID!  rows: [[Cell!]!] @external  signs: [[Sign]] @external
            sum: String @requires(fields: "rows { size }")
            text: String @requires(fields: "signs { ... on Cell { size } ... on Text { text(upper: true) } }")
          }
          type Cell { size: Int @external }
          union Sign = Cell | Text
          type Text { text(upper: Boolean): String @external }`,
        resolvers: {
          Grid: {
            sum: ({ rows }: { rows: unknown }) => JSON.stringify(rows),
            text: ({ signs }: { signs: (({ size?: number; text?: string } | null)[] | null)[] }) =>
              JSON.stringify(signs.map((row) => row?.map((sign) => sign?.size ?? sign?.text))),
          },
        },
      },
    };
    await expectAnswer(graph, '{ grids { sum text } }', {
      grids: [{ sum: '[[{"size":1},{"size":2}],[],[{"size":3}]]', text: '[[4,"A"],null,[null]]' }],
    });
  });

  it('are not seen in the schema', async () => {
    await expectAnswer(subgraphs, '{ __type(name: "Box") { fields { name } } }', {
      __type: { fields: [{ name: 'size' }] },
    });
  });
});

describe('a field of an interface object that requires another', () => {
  const subgraphs: Subgraphs = {
    media: {
      typeDefs: `
        type Query { media: [Media!]!  things: [Thing!]! }
        union Thing = Book | Film | Owner
        type Owner @key(fields: "id") { id: ID! }
        interface Media @key(fields: "id") { id: ID!  price(currency: String): Int }
        type Book implements Media @key(fields: "id") { id: ID!  price(currency: String): Int }
        type Film implements Media @key(fields: "id") { id: ID!  price(currency: String): Int }`,
      resolvers: {
        Query: {
          media: () => [
            { __typename: 'Book', id: '1' },
            { __typename: 'Film', id: '2' },
          ],
          things: () => ['Book', 'Film', 'Owner'].map((__typename) => ({ __typename, id: '2' })),
        },
        Media: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Book', id }) },
        Book: { price: priceOf },
        Film: { price: priceOf },
      },
    },
    taxes: {
      typeDefs: `
        type Owner @key(fields: "id") { id: ID!  level: Int! }
        type Media @key(fields: "id") @interfaceObject {
          id: ID!  price(currency: String): Int @external
          must: String!  may: String  tax(rate: Int): Int @requires(fields: "price(currency: \\"GBP\\")")
        }`,
      resolvers: {
        Owner: { level: () => 7 },
        Media: {
          must: ({ id }: { id: string }) => `must ${id}`,
          may: ({ id }: { id: string }) => `may ${id}`,
          tax: ({ price }: { price: number }, { rate }: { rate?: number }) => price * (rate ?? 1),
        },
      },
    },
  };

  function priceOf({ id }: { id: string }, { currency }: { currency: string }) {
    return Number(id) * (RATES[currency] ?? 1);
  }

  it('takes nothing from objects of the types that are not asked for it', async () => {
    await expectAnswer(subgraphs, '{ media { must may ... on Book { tax(rate: 2) } } }', {
      media: [
        { must: 'must 1', may: 'may 1', tax: 10 },
        { must: 'must 2', may: 'may 2' },
      ],
    });
  });

  it('is fetched for no other members of a union', async () => {
    const graph = createGraph(subgraphs);
    const answer = await ask(graph, '{ things { ... on Film { tax must } ... on Owner { level } } }');
    expect(answer).toMatchObject({
      data: { things: [{}, { tax: 10, must: 'must 2' }, { level: 7 }] },
      errors: [],
      valueCompletion: [],
    });
    const sent = Object.values(variablesOf(graph.requests[1] ?? expect.fail('There is no second request.')));
    expect(sent).toEqual([[{ __typename: 'Owner', id: '2' }], [{ __typename: 'Media', id: '2', price: 10 }]]);
  });

  it('costs one entity fetch where all are asked for it', async () => {
    const graph = createGraph(subgraphs);
    await ask(graph, '{ media { must tax } }');
    expect(graph.requests.map(({ subgraph }) => subgraph)).toEqual(['media', 'taxes']);
    expect(graph.requests[1]?.body).toContain('{...on Media{must tax}}');
  });
});

describe('one type’s failure leaves another type’s data alone', () => {
  const failsForBad = ({ id }: { id: string }) => {
    if (id === 'bad') throw new Error('must not');
    return 'must';
  };
  const subgraphs: Subgraphs = {
    owners: {
      typeDefs: `
        type Query { owners: [Owner!]!  any: [Any!]! }
        union Any = P | Q
        interface Owner @key(fields: "id") { id: ID!  thing: Thing }
        interface Rich { thing: Thing }
        type P implements Owner @key(fields: "id") { id: ID!  thing: Thing }
        type Q implements Owner & Rich @key(fields: "id") { id: ID!  thing: Thing }
        type Thing @key(fields: "id") { id: ID!  weight: Int }`,
      resolvers: {
        Query: {
          owners: () => [owner('P', 'bad'), owner('Q', 'good')],
          any: () => [owner('P', 'bad'), owner('Q', 'good')],
        },
        Thing: { __resolveReference: ({ id }: { id: string }) => ({ id }), weight: () => 5 },
        P: { __resolveReference: ({ id }: { id: string }) => owner('P', id) },
        Q: { __resolveReference: ({ id }: { id: string }) => owner('Q', id) },
      },
    },
    things: {
      typeDefs: `
        type Thing @key(fields: "id") {
          id: ID!  easy: String  must: String!  box: Box  base: String @external
          based: String @requires(fields: "base")  soft: String  calm: String  sure: String!
          weight: Int @external  heavy: String @requires(fields: "weight")
          may(fail: Boolean!): String!
        }
        type Box { width: Int  unit: String! }
        type Owner @key(fields: "id") @interfaceObject { id: ID!  extra: String  extraBox: Box  sure: String!  soft: String }`,
      resolvers: {
        Thing: {
          easy: () => 'easy',
          must: failsForBad,
          soft: failsForBad,
          calm: () => 'calm',
          heavy: ({ weight }: { weight: number }) => `${weight} kg`,
          sure: () => 'sure',
          may: (thing: { id: string }, { fail }: { fail: boolean }) => (fail ? failsForBad(thing) : 'may'),
          box: ({ id }: { id: string }) => ({ id, width: 1 }),
          based: ({ base }: { base: string }) => `on ${base}`,
        },
        Box: { unit: failsForBad },
        Owner: {
          extra: () => 'extra',
          extraBox: ({ id }: { id: string }) => ({ id, width: 2 }),
          sure: failsForBad,
          soft: failsForBad,
        },
      },
    },
    bases: {
      typeDefs: 'type Thing @key(fields: "id") { id: ID!  base: String }',
      resolvers: {
        Thing: {
          __resolveReference: ({ id }: { id: string }) => (id === 'bad' ? null : { id, base: 'rock' }),
        },
      },
    },
  };

  function owner(typename: string, id: string) {
    return { __typename: typename, id, thing: { id } };
  }

  it.each([
    [
      'where each asks for its own',
      '{ any { ... on P { thing { easy } } ... on Q { thing { must } } } }',
      { any: [{ thing: { easy: 'easy' } }, { thing: { must: 'must' } }] },
    ],
    [
      'where one asks for more than all',
      '{ owners { thing { easy } ... on Q { thing { must } } } }',
      { owners: [{ thing: { easy: 'easy' } }, { thing: { easy: 'easy', must: 'must' } }] },
    ],
    [
      'where an interface asks for more than another',
      '{ owners { ...O ... on Rich { thing { must } } } } fragment O on Owner { thing { easy } }',
      { owners: [{ thing: { easy: 'easy' } }, { thing: { easy: 'easy', must: 'must' } }] },
    ],
    [
      'in an object of all',
      '{ owners { thing { box { width } } ... on Q { thing { box { unit } easy } } } }',
      {
        owners: [
          { thing: { box: { width: 1 } } },
          { thing: { box: { width: 1, unit: 'must' }, easy: 'easy' } },
        ],
      },
    ],
    [
      'where one asks for what requires more',
      '{ owners { thing { easy } ... on Q { thing { based } } } }',
      { owners: [{ thing: { easy: 'easy' } }, { thing: { easy: 'easy', based: 'on rock' } }] },
    ],
    [
      'where one key stands for a field that requires more and for another',
      '{ owners { thing { easy } ... on P { thing { x: calm } } ... on Q { thing { x: heavy } } } }',
      { owners: [{ thing: { easy: 'easy', x: 'calm' } }, { thing: { easy: 'easy', x: '5 kg' } }] },
    ],
    [
      'where one key stands for two non-null fields',
      '{ owners { thing { easy } ... on P { thing { x: sure } } ... on Q { thing { x: must } } } }',
      { owners: [{ thing: { easy: 'easy', x: 'sure' } }, { thing: { easy: 'easy', x: 'must' } }] },
    ],
    [
      'where one key stands for a non-null field with different arguments',
      '{ owners { thing { easy } ... on P { thing { x: may(fail: false) } } ... on Q { thing { x: may(fail: true) } } } }',
      { owners: [{ thing: { easy: 'easy', x: 'may' } }, { thing: { easy: 'easy', x: 'must' } }] },
    ],
    [
      'in an object of an interface object',
      '{ owners { extraBox { width } ... on Q { extraBox { unit } } } }',
      { owners: [{ extraBox: { width: 2 } }, { extraBox: { width: 2, unit: 'must' } }] },
    ],
    [
      'of an interface object',
      '{ owners { extra ... on Q { sure } } }',
      { owners: [{ extra: 'extra' }, { extra: 'extra', sure: 'must' }] },
    ],
  ])('%s', async (_where, query, data) => {
    await expectAnswer(subgraphs, query, data);
  });

  it('with the error told where it belongs', async () => {
    const query =
      '{ owners { ... on P { thing { must } } thing { easy } extraBox { unit } ... on Q { extraBox { width } } } }';
    const { errors, data } = await ask(createGraph(subgraphs), query);
    expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual([
      'owners.0.extraBox.unit',
      'owners.0.thing.must',
    ]);
    expect(data).toEqual({
      owners: [
        { thing: null, extraBox: null },
        { thing: { easy: 'easy' }, extraBox: { unit: 'must', width: 2 } },
      ],
    });
  });

  it.each([
    '{ owners { extra ... on Q { extraBox { width } soft } } }',
    '{ owners { thing { easy } ... on Q { thing { soft } } } }',
  ])('with no error of a field that only another type is asked for: %s', async (query) => {
    const { data, errors } = await ask(createGraph(subgraphs), query);
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).toContain('"soft":"must"');
  });

  it('and a field of an interface object is fetched for each type that another field requires it of', async () => {
    const needs: Subgraphs = {
      ...subgraphs,
      needs: {
        typeDefs: `type P @key(fields: "id") {
          id: ID!  sure: String! @external  needs: String @requires(fields: "sure") }`,
        resolvers: { P: { needs: ({ sure }: { sure: string }) => `needs ${sure}` } },
      },
      owners: {
        typeDefs: subgraphs.owners?.typeDefs ?? '',
        resolvers: {
          ...subgraphs.owners?.resolvers,
          Query: { owners: () => [owner('P', 'good'), owner('Q', 'good')] },
        },
      },
    };
    await expectAnswer(needs, '{ owners { id ... on P { needs } ... on Q { sure } } }', {
      owners: [
        { id: 'good', needs: 'needs must' },
        { id: 'good', sure: 'must' },
      ],
    });
  });

  it('in one fetch where no failure of one can reach another', async () => {
    const graph = createGraph(subgraphs);
    await ask(graph, '{ owners { thing { easy } ... on Q { thing { box { width } } } } }');
    expect(graph.requests).toHaveLength(2);
    expect(graph.requests[1]?.body).toContain('{...on Thing{easy box{width}}}');
  });
});

describe('an object whose type is unknown, because the fetch that brings it failed', () => {
  const found: Subgraphs = {
    tags: {
      typeDefs: `
        type Query { found: [Owner]!  all: [Owner!] }
        type Owner @key(fields: "id") @interfaceObject { id: ID!  tag: String  box: Box }
        type Box { width: Int  height: Int }`,
      resolvers: {
        Query: { found: () => [{ id: 'ok' }, { id: 'bad' }], all: () => [{ id: 'bad' }] },
        Owner: { tag: ({ id }: { id: string }) => `tag of ${id}`, box: () => ({ width: 1, height: 2 }) },
      },
    },
    owners: {
      typeDefs: `
        interface Owner @key(fields: "id") { id: ID!  name: String }
        type P implements Owner @key(fields: "id") { id: ID!  name: String  sure: String! }
        type Q implements Owner @key(fields: "id") { id: ID!  name: String }`,
      resolvers: {
        Owner: {
          __resolveReference: ({ id }: { id: string }) =>
            id === 'gone' ? null : { __typename: 'P', id, name: `name of ${id}` },
        },
        P: {
          sure: ({ id }: { id: string }) => {
            if (id === 'bad') throw new Error('not sure');
            return 'sure';
          },
        },
      },
    },
  };

  it.each([
    ['by a field of one type', '{ found { tag ... on P { sure } } }', { tag: 'tag of ok', sure: 'sure' }],
    [
      'where the error is of a field that has an alias in the plan',
      '{ found { tag ... on P { id: sure } } }',
      { tag: 'tag of ok', id: 'sure' },
    ],
    [
      'by its type',
      '{ found { t: __typename tag ... on P { sure } } }',
      { t: 'P', tag: 'tag of ok', sure: 'sure' },
    ],
  ])('is null when its selections depend on the type: %s', async (_how, query, ok) => {
    const { data, errors, valueCompletion } = await ask(createGraph(found), query);
    expect(data).toEqual({ found: [ok, null] });
    const key = query.includes('id: sure') ? 'id' : 'sure';
    expect(errors.map(({ message, path }) => [message, path])).toEqual([['not sure', ['found', 1, key]]]);
    expect(valueCompletion).toEqual([]);
  });

  it('takes the list with it where elements are non-null', async () => {
    const { data, errors } = await ask(createGraph(found), '{ all { tag ... on P { sure } } }');
    expect(data).toEqual({ all: null });
    expect(errors.map(({ path }) => path)).toEqual([['all', 0, 'sure']]);
  });

  it('is told where no subgraph has an error for it', async () => {
    const lost = createGraph({
      ...found,
      tags: {
        typeDefs: found.tags?.typeDefs ?? '',
        resolvers: { ...found.tags?.resolvers, Query: { found: () => [{ id: 'gone' }] } },
      },
    });
    const { data, errors, valueCompletion } = await ask(lost, '{ found { tag ... on Q { name } } }');
    expect({ data, errors }).toEqual({ data: { found: [null] }, errors: [] });
    expect(valueCompletion.map(({ path }) => path)).toEqual([['found', 0]]);
  });

  it('has what is asked of all types alike', async () => {
    const { data } = await ask(
      createGraph(found),
      '{ found { tag box { width } ... on Owner { box { height } } } }',
    );
    const box = { width: 1, height: 2 };
    expect(data).toEqual({
      found: [
        { tag: 'tag of ok', box },
        { tag: 'tag of bad', box },
      ],
    });
  });
});

it('a subgraph is entered again by a key that it resolves', async () => {
  const subgraphs: Subgraphs = {
    a: {
      typeDefs: `
        type Query { all: [A!]! }
        type A @key(fields: "sku", resolvable: false) @key(fields: "id") {
          id: ID!  sku: ID!  weight: Int @external  freight: Int @requires(fields: "weight")
        }`,
      resolvers: {
        Query: { all: () => [{ id: '1', sku: 's1' }] },
        A: {
          __resolveReference: ({ id, weight }: { id?: string; weight?: number }) =>
            id === undefined ? null : { id, weight },
          freight: ({ weight }: { weight: number }) => weight * 10,
        },
      },
    },
    b: {
      typeDefs: 'type A @key(fields: "id") { id: ID!  weight: Int }',
      resolvers: { A: { weight: () => 4 } },
    },
  };
  await expectAnswer(subgraphs, '{ all { freight } }', { all: [{ freight: 40 }] });
});

describe('a field whose required entity is not found', () => {
  const subgraphs: Subgraphs = {
    things: {
      typeDefs: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID!  grams: Int }',
      resolvers: {
        Query: { things: () => [{ id: '1' }, { id: '2' }] },
        Thing: { grams: ({ id }: { id: string }) => (id === '1' ? Promise.reject(new Error('no')) : 4) },
      },
    },
    weights: {
      typeDefs: 'type Thing @key(fields: "id") { id: ID!  weight: Int }',
      resolvers: {
        Thing: { __resolveReference: ({ id }: { id: string }) => (id === '1' ? { id, weight: 4 } : null) },
      },
    },
    shipping: {
      typeDefs:
        'type Thing @key(fields: "id") { id: ID!  weight: Int @external  freight: Int @requires(fields: "weight") }',
      resolvers: { Thing: { freight: ({ weight }: { weight: number }) => weight * 10 } },
    },
  };
  const reason = {
    message: 'Cannot fetch field Thing.cost: what it requires is missing.',
    path: ['things', 1, 'cost'],
  };

  it('has a reason for its null', async () => {
    const answer = await ask(createGraph(subgraphs), '{ things { weight cost: freight } }');
    expect(answer).toMatchObject({
      data: {
        things: [
          { weight: 4, cost: 40 },
          { weight: null, cost: null },
        ],
      },
      errors: [],
      valueCompletion: [reason],
    });
  });

  it('has a reason for its null beside an error elsewhere', async () => {
    const { errors, valueCompletion } = await ask(
      createGraph(subgraphs),
      '{ things { grams cost: freight } }',
    );
    expect(errors.map(({ path }) => path)).toEqual([['things', 0, 'grams']]);
    expect(valueCompletion).toMatchObject([reason]);
  });
});

it('refuses what no subgraph can answer, by name', async () => {
  const graph = createGraph({
    a: {
      typeDefs: `
        type Query { a: Node  fine: Int }
        interface Node @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { a: () => ({ __typename: 'Product', id: '1' }), fine: () => 1 } },
    },
    b: {
      typeDefs: `
        type Query { b: Node }
        type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID!  field: String }`,
      resolvers: { Query: { b: () => ({ id: '1', field: 'f' }) } },
    },
  });
  for (const query of ['{ a { field } }', '{ fine a { field } }']) {
    const { data, errors } = await ask(graph, query);
    expect(data).toBeNull();
    expect(errors.map(({ message, extensions }) => ({ message, extensions }))).toEqual([
      {
        message: 'No subgraph can answer Query.a with this selection. Leave it out of the operation.',
        extensions: { code: 'UNANSWERABLE_FIELD' },
      },
    ]);
  }
  expect((await ask(graph, '{ fine __typename }')).data).toEqual({ fine: 1, __typename: 'Query' });
  await expect(ask(graph, '{ __typename }')).resolves.toMatchObject({ data: { __typename: 'Query' } });
});

it('a root field of a mutation has all that is in it before the next one begins', async () => {
  let count = 0;
  const next = () => (count += 1);
  const subgraphs: Subgraphs = {
    things: {
      typeDefs: `
        type Query { count: Int }
        type Mutation { make: Thing!  one: Int }
        type Thing @key(fields: "id") { id: ID! }`,
      resolvers: { Mutation: { make: () => ({ id: '1' }), one: next } },
    },
    views: {
      typeDefs: 'type Mutation { two: Int } type Thing @key(fields: "id") { id: ID!  seen: Int }',
      resolvers: { Mutation: { two: next }, Thing: { seen: next } },
    },
  };
  await expectAnswer(subgraphs, 'mutation { two make { seen } one again: make { seen } }', {
    two: 1,
    make: { seen: 2 },
    one: 3,
    again: { seen: 4 },
  });
});
