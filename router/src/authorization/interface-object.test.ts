import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@interfaceObject", "@authenticated"])`;

const books = {
  sdl: `${LINK}
    type Query { book: Book  media: Media  things: [Thing] }
    union Thing = Book | Film
    interface Media @key(fields: "id") { id: ID! }
    type Book implements Media @key(fields: "id") { id: ID!  pages: Int @authenticated }
    type Film implements Media @key(fields: "id") { id: ID! }`,
  resolvers: {
    Media: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: id === '1' ? 'Book' : 'Film', id }),
    },
    Query: {
      book: () => ({ id: '1', pages: 3 }),
      media: () => ({ __typename: 'Book', id: '1', pages: 3 }),
      things: () => [{ __typename: 'Book', id: '1', pages: 3 }],
    },
  },
};

/** Gives every kind of media a field, without knowing which kinds there are. */
const ratings = {
  sdl: `${LINK}
    type Query { rated: [Media!]! }
    type Media @key(fields: "id") @interfaceObject { id: ID!  secret: String @authenticated  open: String }`,
  resolvers: {
    Query: {
      rated: () => [
        { id: '1', open: 'open' },
        { id: '2', open: 'open' },
      ],
    },
    Media: { __resolveReference: (key: object) => ({ ...key, secret: 'SECRET', open: 'open' }) },
  },
};

describe('a protected field of an interface object', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({
      subgraphs: { books, ratings },
    });
  });
  afterAll(() => router.close());

  it.each([
    ['the object', '{ x: book { secret open } }'],
    ['the interface', '{ x: media { secret open } }'],
    ['a fragment on an object of the interface', '{ x: media { open ... on Book { y: secret } } }'],
    ['a fragment on the interface', '{ x: things { ... on Media { secret open } } }'],
    [
      'fragments in fragments',
      '{ x: things { ...M } } fragment M on Media { open ...B } fragment B on Book { secret pages }',
    ],
  ])('is closed by way of %s', async (_name, query) => {
    const anonymous = await router.ask(query);
    expect(anonymous.text).toContain('open');
    expect(anonymous.text).not.toMatch(/SECRET|:3\b/);
    expect(new Set(anonymous.body.errors?.map(({ extensions }) => extensions?.code))).toEqual(
      new Set(['UNAUTHORIZED_FIELD_OR_TYPE']),
    );
    const known = await router.ask(query, { as: {} });
    expect(known.body.errors).toBeUndefined();
    expect(known.text).toContain('SECRET');
  });

  it('is null for objects of its type alone, whose type is fetched for that', async () => {
    const { body } = await router.ask('{ rated { open ... on Book { secret pages } } }');
    expect(body.data).toEqual({ rated: [{ open: 'open', secret: null, pages: null }, { open: 'open' }] });
    expect(body.errors?.map(({ path }) => path)).toEqual([
      ['rated', 0, 'secret'],
      ['rated', 0, 'pages'],
    ]);
  });
});
