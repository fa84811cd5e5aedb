import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker } from '@supergraph/service-kit/testing';
import { actions, staff, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;
let ids: string[];
const names = ['Zoë', 'ada', 'Åsa', 'Bob', 'bob'];

beforeAll(async () => {
  subgraph = await startTestSubgraph();
  const { signUp } = actions(subgraph);
  ids = [];
  for (const [index, name] of names.entries()) {
    ids.push(userOf(await signUp(`person-${index}@example.com`, { name })).id);
  }
});
afterAll(() => subgraph.stop());

const everything = 'id name email roles createdAt defaultAddress { city }';
const idOf = (name: string) => ids[names.indexOf(name)] ?? '';
const entities = async (representations: unknown, as?: Asker) =>
  subgraph.ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { ${everything} } } }`,
    { r: representations },
    as,
  );
const reference = (id: unknown) => ({ __typename: 'User', id });

describe('me', () => {
  it('is the caller, and nobody for an anonymous or a deleted one', async () => {
    const me = async (as?: Asker) => (await subgraph.ask(`{ me { ${everything} } }`, {}, as)).data.me;
    expect(await me({ subject: idOf('ada') })).toEqual({
      id: idOf('ada'),
      name: 'ada',
      email: 'person-1@example.com',
      roles: ['CUSTOMER'],
      createdAt: new Date(subgraph.clock.now).toISOString(),
      defaultAddress: null,
    });
    expect(await me()).toBeNull();
    expect(await me({ subject: 'gone' })).toBeNull();
  });
});

describe('a user by id', () => {
  const user = async (id: string, as?: Asker) =>
    (await subgraph.ask('query ($id: ID!) { user(id: $id) { id email } }', { id }, as)).data.user;

  it('is there for oneself and for staff, and for nobody else, as if there were none', async () => {
    const ada = { id: idOf('ada'), email: 'person-1@example.com' };
    expect(await user(idOf('ada'), { subject: idOf('ada') })).toEqual(ada);
    expect(await user(idOf('ada'), staff)).toEqual(ada);
    expect(await user(idOf('ada'), { subject: idOf('Bob') })).toBeNull();
    expect(await user(idOf('ada'))).toBeNull();
    expect(await user('gone', staff)).toBeNull();
  });

  it('takes operators for text', async () => {
    expect(await user('{"$ne":null}', staff)).toBeNull();
    const { errors } = await subgraph.ask(
      'query ($id: ID!) { user(id: $id) { id } }',
      { id: { $ne: null } },
      staff,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the list of users', () => {
  interface Page {
    readonly nodes: readonly { readonly name: string }[];
    readonly totalCount: number;
    readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
  }
  const selection =
    'nodes { name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
  const list = (args: string, as: Asker = staff) => subgraph.ask(`{ users${args} { ${selection} } }`, {}, as);
  const page = async (args: string) => (await list(args)).data.users as Page;
  const namesOf = ({ nodes }: Page) => nodes.map(({ name }) => name);

  it('is by name, capitals and accents aside, and pages both ways', async () => {
    const all = namesOf(await page(''));
    expect(all.map((name) => name.toLowerCase())).toEqual(['ada', 'åsa', 'bob', 'bob', 'zoë']);
    const first = await page('(first: 2)');
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const rest = await page(`(first: 3, after: "${first.pageInfo.endCursor}")`);
    expect([...namesOf(first), ...namesOf(rest)]).toEqual(all);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await page(`(last: 2, before: "${rest.pageInfo.startCursor}")`);
    expect(namesOf(back)).toEqual(namesOf(first));
  });

  it.each(['(first: 0)', '(first: 101)', '(last: -1)', '(first: 1, last: 1)', '(after: "x")'])(
    'refuses %s',
    async (args) => {
      expect((await list(args)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  it.each([
    ['anonymous', {}, 'UNAUTHENTICATED'],
    ['a customer', { subject: 'ada' }, 'FORBIDDEN'],
  ])('is not for %s', async (_who, as, code) => {
    expect((await list('', as)).errors?.[0]?.extensions.code).toBe(code);
  });

  it('costs one query, and one more for the count', async () => {
    const { work } = await subgraph.watch(() => list('(first: 1)'));
    expect(work).toEqual(['aggregate users', 'find users']);
  });
});

describe('users that other subgraphs refer to', () => {
  it('cost one query, however many, and an unknown one is null', async () => {
    const references = [...ids, ...ids, 'gone'].map(reference);
    const { result, work } = await subgraph.watch(() => entities(references));
    expect(work).toEqual(['find users']);
    const found = result.data._entities as ({ name: string } | null)[];
    expect(found.map((user) => user?.name)).toEqual([...names, ...names, undefined]);
  });

  it('show others their id and name, and all of oneself', async () => {
    const answer = await entities([reference(idOf('ada')), reference(idOf('Bob'))], { subject: idOf('ada') });
    expect(answer.data._entities).toMatchObject([
      { name: 'ada', email: 'person-1@example.com', roles: ['CUSTOMER'] },
      { name: 'Bob', email: null, roles: null, createdAt: null, defaultAddress: null },
    ]);
    const anonymous = await entities([reference(idOf('ada'))]);
    expect(anonymous.data._entities).toMatchObject([{ name: 'ada', email: null, roles: null }]);
  });

  it('show staff everything', async () => {
    const answer = await entities([reference(idOf('ada'))], staff);
    expect(answer.data._entities).toMatchObject([{ email: 'person-1@example.com', roles: ['CUSTOMER'] }]);
  });

  it.each([
    ['an operator', reference({ $ne: null })],
    ['a list', reference(['a', 'b'])],
    ['a number', reference(7)],
    ['nothing', reference(null)],
    ['an empty id', reference('')],
    ['a long id', reference('a'.repeat(129))],
    ['no id', { __typename: 'User' }],
    ['more than an id', { ...reference('a'), email: 'person-1@example.com' }],
    ['an operator beside the id', { ...reference('a'), $where: 'true' }],
  ])('are refused when referred to by %s', async (_what, representation) => {
    const { result, work } = await subgraph.watch(() => entities([representation], staff));
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(work).toEqual([]);
  });

  it('do not spoil their neighbours when one is bad', async () => {
    const { data, errors } = await entities([reference(7), reference(idOf('ada'))]);
    expect(data._entities).toMatchObject([null, { name: 'ada' }]);
    expect(errors).toHaveLength(1);
  });

  it('are refused by the ten thousand', async () => {
    const crowd = Array.from({ length: 10_000 }, (_, index) => reference(`user-${index}`));
    const { result, work } = await subgraph.watch(() => entities(crowd, staff));
    expect(result.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(work).toEqual([]);
  });
});

describe('the indexes', () => {
  it('serve every query of the subgraph', async () => {
    const indexes = async (name: string) =>
      (await subgraph.connection.collection(name).indexes()).map(({ key }) =>
        Object.keys(key as object).join(),
      );
    expect((await indexes('users')).sort()).toEqual([
      '_id',
      'deletion.id',
      'email',
      'roles',
      'sessionsDueAt',
      'sortName,_id',
      'tokensRevokedAt',
      'unpublishedAt',
    ]);
    expect((await indexes('sessions')).sort()).toEqual(['_id', 'endedAt', 'expiresAt', 'userId,createdAt']);
    expect((await indexes('attempts')).sort()).toEqual(['_id', 'expiresAt']);
  });
});
