import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import { createContender } from './testing/arena.js';
import { createGraph, variablesOf } from './testing/graph.js';
import type { Graph } from './testing/graph.js';

/** People who own things that another subgraph knows more of. */
function createShop(): Graph {
  const people = [
    { id: '1', ownerOf: ['a', 'b', 'a'], bossId: '2' },
    { id: '2', ownerOf: ['a'], bossId: null },
    { id: '3', ownerOf: [], bossId: null },
  ];
  return createGraph({
    people: {
      typeDefs: `
        scalar Any
        type Query { people: [Person!]! person(id: ID!): Person }
        type Mutation { rename(id: ID!): Person }
        type Person @key(fields: "id") { id: ID! bossId: ID things: [Thing!] boss: Person notes: Any }
        type Thing @key(fields: "code") { code: String! }`,
      resolvers: {
        Query: {
          people: () => people,
          person: (_: unknown, { id }: { id: string }) => people.find((p) => p.id === id),
        },
        Mutation: { rename: (_: unknown, { id }: { id: string }) => people.find((p) => p.id === id) },
        Person: {
          __resolveReference: ({ id }: { id: string }) => people.find((p) => p.id === id),
          things: (person: { ownerOf: string[] }) => person.ownerOf.map((code) => ({ code })),
          boss: (person: { bossId: string | null }) => people.find((p) => p.id === person.bossId),
        },
      },
    },
    things: {
      typeDefs: `
        type Query { thing(code: String!): Thing }
        type Mutation { weigh(code: String!): Thing }
        type Thing @key(fields: "code") { code: String! title: String! weight: Int }`,
      resolvers: {
        Query: { thing: (_: unknown, { code }: { code: string }) => ({ code }) },
        Mutation: { weigh: (_: unknown, { code }: { code: string }) => ({ code }) },
        Thing: {
          title: ({ code }: { code: string }) => `title of ${code}`,
          weight: ({ code }: { code: string }) => (code === 'b' ? Promise.reject(new Error('no scales')) : 3),
        },
      },
    },
    names: {
      typeDefs: `
        type Person @key(fields: "id") { id: ID! name: String secret: String favourite: Thing }
        type Thing @key(fields: "code") { code: String! weight: Int @external freight: Int @requires(fields: "weight") mood: String }`,
      resolvers: {
        Person: {
          name: ({ id }: { id: string }) => `person ${id}`,
          secret: ({ id }: { id: string }) => `secret of ${id}`,
          favourite: () => ({ code: 'a' }),
        },
        Thing: {
          freight: ({ weight }: { weight: number | null }) => (weight === null ? null : weight * 10),
          mood: () => 'bright',
        },
      },
    },
  });
}

async function executeOn(graph: Graph, query: string, variables: Readonly<Record<string, unknown>> = {}) {
  const contender = await createContender('compiled', graph.supergraphSdl, graph);
  graph.requests.length = 0;
  const answer = await contender.execute({ query, variables });
  await contender.stop();
  return { ...answer, data: answer.data === undefined ? undefined : (JSON.parse(answer.data) as unknown) };
}

/** An object that whoever writes to it, or to anything in it, fails at. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}

/** Lets the event loop turn, so that everything that can happen does. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const subgraphsOf = (graph: Graph): string[] => graph.requests.map(({ subgraph }) => subgraph);

describe('what is fetched', () => {
  it('each distinct entity once', async () => {
    const graph = createShop();
    const { data } = await executeOn(graph, '{ people { things { title } } }');
    expect(data).toEqual({
      people: [
        { things: [{ title: 'title of a' }, { title: 'title of b' }, { title: 'title of a' }] },
        { things: [{ title: 'title of a' }] },
        { things: [] },
      ],
    });
    expect(graph.requests.at(-1)).toMatchObject({ subgraph: 'things', operation: 'query' });
    expect(variablesOf(graph.requests.at(-1) ?? expect.fail())).toEqual({
      representations: [
        { __typename: 'Thing', code: 'a' },
        { __typename: 'Thing', code: 'b' },
      ],
    });
  });

  it('in one request what is for one subgraph', async () => {
    const graph = createShop();
    const query = '{ people { name boss { name secret } } }';
    expect((await executeOn(graph, query)).data).toEqual({
      people: [
        { name: 'person 1', boss: { name: 'person 2', secret: 'secret of 2' } },
        { name: 'person 2', boss: null },
        { name: 'person 3', boss: null },
      ],
    });
    expect(subgraphsOf(graph)).toEqual(['people', 'names']);
  });

  describe('in one request what is for one subgraph, though it is ready at different times', () => {
    // The time that requests wait passes only where a test says so.
    beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
    afterEach(() => void vi.useRealTimers());

    it('because what it needs comes from two subgraphs', async () => {
      const graph = createShop();
      graph.answerInstead = async ({ subgraph }, answer) => {
        if (subgraph === 'things') await turns(10);
        return answer;
      };
      const query = '{ person(id: "1") { name } thing(code: "a") { freight } }';
      expect((await executeOn(graph, query)).data).toEqual({
        person: { name: 'person 1' },
        thing: { freight: 30 },
      });
      expect(subgraphsOf(graph)).toEqual(['people', 'things', 'names']);
    });

    it('because a part of it needs one answer more', async () => {
      const graph = createShop();
      expect((await executeOn(graph, '{ people { things { mood freight } } }')).data).toMatchObject({
        people: [{}, { things: [{ mood: 'bright', freight: 30 }] }, {}],
      });
      expect(subgraphsOf(graph)).toEqual(['people', 'things', 'names']);
    });

    it('but first what others need, so that no two subgraphs wait for each other', async () => {
      const graph = createShop();
      const query =
        '{ people { favourite { title } things { mood freight } } person(id: "1") { things { title } } }';
      expect((await executeOn(graph, query)).data).toMatchObject({
        people: [{}, { favourite: { title: 'title of a' }, things: [{ mood: 'bright', freight: 30 }] }, {}],
        person: { things: [{ title: 'title of a' }, { title: 'title of b' }, { title: 'title of a' }] },
      });
      expect(subgraphsOf(graph).sort()).toEqual(['names', 'names', 'people', 'things', 'things']);
    });

    it('unless a part of it takes half as long again', async () => {
      const graph = createShop();
      let waited = 0;
      graph.answerInstead = async ({ subgraph }, answer) => {
        if (subgraph === 'people') vi.advanceTimersByTime(100);
        while (subgraph === 'things' && !subgraphsOf(graph).includes('names')) {
          await turns(10);
          vi.advanceTimersByTime(1);
          waited += 1;
        }
        return answer;
      };
      const query = '{ person(id: "1") { name } thing(code: "a") { freight } }';
      expect((await executeOn(graph, query)).data).toEqual({
        person: { name: 'person 1' },
        thing: { freight: 30 },
      });
      expect(subgraphsOf(graph)).toEqual(['people', 'things', 'names', 'names']);
      expect(waited).toBe(50);
    });

    it('and what is left of it, when a subgraph fails', async () => {
      const graph = createShop();
      graph.answerInstead = async ({ subgraph }, answer) => {
        if (subgraph !== 'things') return answer;
        await turns(10);
        throw new SubgraphUnavailable('things', 'SERVICE_UNAVAILABLE', 'down');
      };
      const query = '{ person(id: "1") { name } thing(code: "a") { freight } }';
      expect((await executeOn(graph, query)).data).toEqual({ person: { name: 'person 1' }, thing: null });
      expect(subgraphsOf(graph)).toEqual(['people', 'things', 'names']);
    });
  });

  it('nothing for an empty list, a null or a skipped field', async () => {
    const graph = createShop();
    const query =
      'query ($x: Boolean!) { person(id: "3") { name @skip(if: $x) boss { name } things { title } } }';
    expect((await executeOn(graph, query, { x: true })).data).toEqual({ person: { boss: null, things: [] } });
    expect(subgraphsOf(graph)).toEqual(['people']);
  });

  it('what depends on one fetch without waiting for another of the same step', async () => {
    const graph = createShop();
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const freight = new Promise<void>((resolve) => {
      graph.answerInstead = async (request, answer) => {
        // The names of people are held back until what depends on the things' weights has been asked for.
        if (request.body.includes('freight')) resolve();
        else if (request.subgraph === 'names') await held;
        return answer;
      };
    });
    const pending = executeOn(graph, '{ people { name things { freight } } }');
    await freight;
    release?.();
    expect((await pending).data).toMatchObject({ people: [{ name: 'person 1' }, {}, {}] });
  });

  it('mutations one after the other, each with what it needs', async () => {
    const graph = createShop();
    const { data } = await executeOn(
      graph,
      'mutation { a: rename(id: "1") { name } b: rename(id: "2") { name } }',
    );
    expect(data).toEqual({ a: { name: 'person 1' }, b: { name: 'person 2' } });
    expect(graph.requests.map(({ subgraph, operation }) => `${operation} ${subgraph}`)).toEqual([
      'mutation people',
      'query names',
      'mutation people',
      'query names',
    ]);
  });

  it('no mutation before the one ahead of it is done, whatever subgraph it is for', async () => {
    const graph = createShop();
    const sent: number[] = [];
    graph.answerInstead = async (_request, answer) => {
      await turns(1);
      sent.push(graph.requests.length);
      return answer;
    };
    const query =
      'mutation { a: rename(id: "1") { id } b: weigh(code: "a") { code } c: rename(id: "2") { id } }';
    expect((await executeOn(graph, query)).data).toEqual({
      a: { id: '1' },
      b: { code: 'a' },
      c: { id: '2' },
    });
    expect(subgraphsOf(graph)).toEqual(['people', 'things', 'people']);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('no subgraph for introspection', async () => {
    const graph = createShop();
    const { data } = await executeOn(graph, '{ __type(name: "Person") { name } __typename }');
    expect(data).toEqual({ __type: { name: 'Person' }, __typename: 'Query' });
    expect(graph.requests).toEqual([]);
  });

  it('the entity that is meant, whatever the client calls its other fields', async () => {
    const graph = createShop();
    const query = '{ person(id: "1") { id: bossId __typename: bossId name } }';
    expect((await executeOn(graph, query)).data).toEqual({
      person: { id: '2', __typename: '2', name: 'person 1' },
    });
  });
});

it('does not write to what others have too, be it of a root or of entities', async () => {
  const graph = createShop();
  graph.answerInstead = async (_request, answer) => {
    // Until the other one has asked too.
    await turns(1);
    return freeze(answer);
  };
  const sharing = { subgraphQueries: true };
  const contender = await createContender('compiled', graph.supergraphSdl, graph, { sharing });
  graph.requests.length = 0;
  const operation = { query: '{ person(id: "1") { favourite { title } } }', variables: {} };
  const answers = await Promise.all([contender.execute(operation), contender.execute(operation)]);
  for (const { data, errors } of answers) {
    expect(errors).toEqual([]);
    expect(data).toBe('{"person":{"favourite":{"title":"title of a"}}}');
  }
  expect(subgraphsOf(graph)).toEqual(['people', 'names', 'things']);
  await contender.stop();
});

it.each(['compiled', 'apollo'] as const)(
  'an entity keeps its type when a subgraph knows only its interface: %s',
  async (execution) => {
    const graph = createGraph({
      plants: {
        typeDefs: `
          type Query { plant(id: ID!): Plant }
          interface Plant @key(fields: "id") { id: ID! }
          type Berry implements Plant @key(fields: "id") { id: ID! label: String }`,
        resolvers: {
          Plant: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Berry', id }) },
          Berry: { label: ({ id }: { id: string }) => `berry ${id}` },
        },
      },
      prices: {
        typeDefs: `
          type Query { onSale: [Plant] }
          type Plant @key(fields: "id") @interfaceObject { id: ID! price: Int }`,
        resolvers: {
          Query: { onSale: () => [{ id: '1', price: 3 }] },
          Plant: { __resolveReference: ({ id }: { id: string }) => ({ id, price: 3 }) },
        },
      },
    });
    const contender = await createContender(execution, graph.supergraphSdl, graph);
    const query = '{ onSale { ... on Berry { id label price __typename } } }';
    const { data } = await contender.execute({ query, variables: {} });
    expect(graph.requests.at(-1)?.body).toContain('...on Plant{__typename id price}');
    expect(JSON.parse(data ?? '')).toEqual({
      onSale: [{ id: '1', label: 'berry 1', price: 3, __typename: 'Berry' }],
    });
    await contender.stop();
  },
);

it.each(['compiled', 'apollo'] as const)(
  'an object is there though nothing of it is included: %s',
  async (execution) => {
    const graph = createGraph({
      orders: {
        typeDefs: 'type Query { orders: [Order!]! } type Order @key(fields: "id") { id: ID! }',
        resolvers: { Query: { orders: () => [{ id: '1' }] } },
      },
      shipping: {
        typeDefs: `
          type Order @key(fields: "id") { id: ID! shipping: Money! }
          type Money { amount: String currency: String }`,
        resolvers: { Order: { shipping: () => ({ amount: '4.00' }) } },
      },
    });
    const contender = await createContender(execution, graph.supergraphSdl, graph);
    const query = `query ($full: Boolean!, $none: Boolean!) {
      orders { id shipping @skip(if: $none) { ...Amount ... { currency @include(if: $full) } } }
    }
    fragment Amount on Money { amount @include(if: $full) ... on Money @include(if: $full) { currency } }`;
    const { data } = await contender.execute({ query, variables: { full: false, none: false } });
    expect(JSON.parse(data ?? '')).toEqual({ orders: [{ id: '1', shipping: {} }] });
    await contender.stop();
  },
);

it('what one field requires is nothing that another waits for when it is not included', async () => {
  const graph = createShop();
  const contender = await createContender('compiled', graph.supergraphSdl, graph);
  const query = 'query ($all: Boolean!) { thing(code: "a") { mood freight @include(if: $all) } }';
  const answers = [true, false].map((all) => contender.execute({ query, variables: { all } }));
  expect((await Promise.all(answers)).map(({ data }) => JSON.parse(data ?? '') as unknown)).toEqual([
    { thing: { mood: 'bright', freight: 30 } },
    { thing: { mood: 'bright' } },
  ]);
  expect(subgraphsOf(graph)).toEqual(['things', 'things', 'names', 'names']);
  await contender.stop();
});

it('what is left out of one type requires nothing of it, whatever another type requires', async () => {
  const graph = createGraph({
    items: {
      typeDefs: `
        type Query { items: [Item] }
        union Item = Toy | Tool
        type Toy @key(fields: "id") { id: ID! weight: Int size: Size @shareable }
        type Tool @key(fields: "id") { id: ID! weight: Int }
        type Size @shareable { w: Int h: Int }`,
      resolvers: {
        Query: { items: () => ['Toy', 'Tool'].map((__typename) => ({ __typename, id: '1' })) },
        Toy: { weight: () => 2, size: () => ({ w: 3, h: 4 }) },
        Tool: { weight: () => 5 },
      },
    },
    rates: {
      typeDefs: `
        interface Priced { tax: Int mood: String }
        type Toy implements Priced @key(fields: "id") {
          id: ID! weight: Int @external size: Size @external mood: String
          tax: Int @requires(fields: "weight") tall: Int @requires(fields: "size { h }") wide: Int @requires(fields: "size { w }")
        }
        type Tool implements Priced @key(fields: "id") {
          id: ID! weight: Int @external mood: String
          tax: Int @requires(fields: "weight") freight: Int @requires(fields: "weight")
        }
        type Size { w: Int @external h: Int @external }`,
      resolvers: {
        Toy: {
          mood: () => 'bright',
          tax: (toy: { weight: number }) => toy.weight * 10,
          tall: (toy: { size: { h: number } }) => toy.size.h * 10,
          wide: (toy: { size: { w: number } }) => toy.size.w * 10,
        },
        Tool: { mood: () => 'grim', tax: (tool: { weight: number }) => tool.weight * 10, freight: () => 1 },
      },
    },
  });
  const contender = await createContender('compiled', graph.supergraphSdl, graph);
  const ask = async (query: string) => {
    const { data, errors } = await contender.execute({ query, variables: { all: false } });
    expect(errors).toEqual([]);
    return (JSON.parse(data ?? '') as { items: unknown }).items;
  };
  expect(
    await ask(`query ($all: Boolean!) { items {
      ... on Toy { mood tax @include(if: $all) } ... on Tool { mood tax } } }`),
  ).toEqual([{ mood: 'bright' }, { mood: 'grim', tax: 50 }]);
  expect(
    await ask(`query ($all: Boolean!) { items {
      ... on Toy { ...F } ... on Tool { ...F freight @include(if: $all) } } }
      fragment F on Priced { tax mood }`),
  ).toEqual([
    { tax: 20, mood: 'bright' },
    { tax: 50, mood: 'grim' },
  ]);
  expect(
    await ask('query ($all: Boolean!) { items { ... on Toy { tall wide @include(if: $all) } } }'),
  ).toEqual([{ tall: 40 }, {}]);
  await contender.stop();
});

describe('what goes wrong', () => {
  it('is told at every place where it is missing', async () => {
    const graph = createShop();
    const { data, errors } = await executeOn(graph, '{ people { things { code weight } } }');
    expect(data).toMatchObject({
      people: [{ things: [{ weight: 3 }, { weight: null }, { weight: 3 }] }, {}, {}],
    });
    expect(errors.map(({ path }) => path)).toEqual([['people', 0, 'things', 1, 'weight']]);
  });

  it('is told at every field that a subgraph without an answer was to bring', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph }, answer) => {
      if (subgraph === 'things') throw new SubgraphUnavailable(subgraph, 'SERVICE_UNAVAILABLE', 'down');
      return answer;
    };
    const { data, errors, valueCompletion } = await executeOn(
      graph,
      '{ t: __typename here: thing(code: "a") { code } there: thing(code: "b") { code } people { name things { code w: weight freight } } }',
    );
    expect(data).toEqual({
      t: 'Query',
      here: null,
      there: null,
      people: [
        {
          name: 'person 1',
          things: ['a', 'b', 'a'].map((code) => ({ code, w: null, freight: null })),
        },
        { name: 'person 2', things: [{ code: 'a', w: null, freight: null }] },
        { name: 'person 3', things: [] },
      ],
    });
    expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual([
      'here',
      'people.0.things.0.w',
      'people.0.things.1.w',
      'people.0.things.2.w',
      'people.1.things.0.w',
      'there',
    ]);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(['SERVICE_UNAVAILABLE']),
    );
    expect(valueCompletion.map(({ path }) => path?.join('.'))).toContain('people.0.things.1.freight');
  });

  it('is told at every missing field where a subgraph refuses a whole fetch', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph }, answer) =>
      subgraph === 'names' ? { data: null, errors: [{ message: 'no names' }] } : answer;
    const { errors } = await executeOn(graph, '{ people { id n: name secret } }');
    const missing = [0, 1, 2].flatMap((index) => ['n', 'secret'].map((key) => `people.${index}.${key}`));
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(missing);
  });

  it('is told at every field of an entity that is lost as a whole', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph }, answer) =>
      subgraph === 'names'
        ? {
            data: { _entities: [{ name: 'one', secret: 's' }, null, { name: 'three', secret: 's' }] },
            errors: [{ message: 'gone', path: ['_entities', 1] }],
          }
        : answer;
    const { errors } = await executeOn(graph, '{ people { name secret } }');
    expect(errors.map(({ path }) => path)).toEqual([
      ['people', 1, 'name'],
      ['people', 1, 'secret'],
    ]);
  });

  it('takes what must not be null with it, up to what may be', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph }, answer) => (subgraph === 'things' ? { data: null } : answer);
    const { data, valueCompletion } = await executeOn(graph, '{ people { id things { title } } }');
    expect(data).toEqual({
      people: [
        { id: '1', things: null },
        { id: '2', things: null },
        { id: '3', things: [] },
      ],
    });
    expect(valueCompletion[0]?.path).toEqual(['people', 0, 'things', 0, 'title']);
  });

  it('takes back what was written of an object, and writes it where it stands otherwise', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph }, answer) =>
      subgraph === 'things' ? { data: { _entities: [{ title: 'title of a' }, null] } } : answer;
    const { data } = await executeOn(graph, '{ people { id things { title } } }');
    expect(data).toEqual({
      people: [
        { id: '1', things: null },
        { id: '2', things: [{ title: 'title of a' }] },
        { id: '3', things: [] },
      ],
    });
  });

  it('in one of several fetches of a request is not the others’ loss', async () => {
    const graph = createShop();
    graph.answerInstead = ({ subgraph, body }, answer) =>
      subgraph === 'names' && body.includes('secret')
        ? { data: null, errors: [{ message: 'no secrets', path: ['_entities'] }] }
        : answer;
    const { data, errors } = await executeOn(graph, '{ people { name boss { secret } } }');
    expect(data).toMatchObject({ people: [{ name: 'person 1', boss: { secret: null } }, {}, {}] });
    expect(errors.map(({ message }) => message)).toEqual(['no secrets']);
  });

  it('is one value alone when that is nested too deep to be written', async () => {
    const depth = 100_000;
    const graph = createShop();
    graph.answerInstead = () => ({
      data: { person: { id: '1', notes: JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown } },
    });
    const { data, valueCompletion } = await executeOn(graph, '{ person(id: "1") { id notes } }');
    expect(data).toEqual({ person: { id: '1', notes: null } });
    expect(valueCompletion.map(({ path }) => path)).toEqual([['person', 'notes']]);
  });

  const lies: readonly unknown[] = [
    null,
    1,
    'text',
    [],
    {},
    [[]],
    { _entities: null },
    { _entities: {} },
    { _entities: [1, 'x', [], null] },
    { _entities: [{ title: { a: 1 } }, { title: ['x'] }] },
    { _entities: [{ title: 5 }, { weight: 'heavy' }] },
    JSON.parse('{ "_entities": [{ "__proto__": { "title": "polluted" } }, { "constructor": 1 }] }'),
    { people: 7 },
    { people: [null, 3, 'x', [], { things: 'x' }, { id: {}, things: [{ code: [] }] }] },
    { people: [{ __typename: 'Nobody', id: '1' }] },
    { people: [{ __typename: {}, id: '1', things: [[{ code: 'a' }]] }] },
  ];
  it.each(lies.map((lie, index) => [index, lie] as const))('is harmless: lie %i', async (_index, lie) => {
    for (const liar of ['people', 'things', 'names']) {
      const graph = createShop();
      graph.answerInstead = ({ subgraph }, answer) => (subgraph === liar ? { data: lie } : answer);
      const { data } = await executeOn(graph, '{ people { id name things { code title weight freight } } }');
      expect(data === null || Array.isArray((data as { people: unknown }).people)).toBe(true);
      expect(JSON.stringify(data)).not.toContain('polluted');
      expect(({} as Record<string, unknown>).title).toBeUndefined();
    }
  });

  it('is harmless in the errors of a subgraph too', async () => {
    for (const errors of [
      7,
      'x',
      {},
      [null],
      [7],
      [{ message: 5, path: 'x', extensions: [] }],
      [{ path: [{}] }],
    ]) {
      const graph = createShop();
      graph.answerInstead = ({ subgraph }, answer) =>
        subgraph === 'things' ? { ...answer, errors } : answer;
      const answer = await executeOn(graph, '{ people { things { title } } }');
      expect(answer.data).toMatchObject({ people: [{ things: [{ title: 'title of a' }, {}, {}] }, {}, {}] });
      expect(answer.errors).toHaveLength(1);
      expect(answer.errors[0]?.path).toBeUndefined();
    }
  });
});
