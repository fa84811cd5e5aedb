import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = {
  sdl: `type Query { items(first: Int): Int }
    scalar Secret
    input Input { password: String! }
    type Mutation { signIn(email: String!, password: String!): Int  enter(input: Input!): Int  open(secret: Secret): Int }`,
  resolvers: {
    Mutation: {
      open: () => Promise.reject(new Error('Variable "$secret" got invalid value "HUNTER2"; it is none.')),
    },
  },
};

const typo = 'query ($first: Int) { items(first: $first) }';
const signIn = 'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) }';
const enter = 'mutation ($i: Input!) { enter(input: $i) }';

describe('what clients send', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop } });
  });
  afterAll(() => router.close());

  it.each<[string, Record<string, unknown>]>([
    [typo, { first: 1.5 }],
    [signIn, { e: 'a@b.co', p: ['HUNTER2'] }],
    [signIn, { e: 'a@b.co', p: { value: 'HUNTER2' } }],
    [enter, { i: { password: ['HUNTER2'] } }],
    [enter, { i: { passwd: 'HUNTER2' } }],
    [enter, { i: 'HUNTER2' }],
  ])('is no fault of ours, however often it comes, and not in the log: %s %j', async (query, variables) => {
    const { length } = router.log;
    for (let time = 0; time < 3; time++) {
      const { status, body } = await router.ask(query, { variables });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    }
    const lines = router.log.slice(length);
    expect(lines.join('')).not.toContain('HUNTER2');
    expect(lines.filter((line) => line.includes('"level":"error"') || line.includes('"level":50'))).toEqual(
      [],
    );
  });

  it('is not in the log either when a subgraph quotes it', async () => {
    const { length } = router.log;
    for (let time = 0; time < 2; time++) await router.ask('mutation { open(secret: "HUNTER2") }');
    const log = router.log.slice(length).join('');
    expect(log).toContain('got invalid value');
    expect(log).not.toContain('HUNTER2');
  });
});
