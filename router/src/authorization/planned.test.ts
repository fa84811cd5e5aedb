import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated"])`;

const accounts = {
  sdl: `${LINK}
    type Query { accounts: [Account] }
    type Account @key(fields: "code") { code: ID @authenticated  email: String! @authenticated  name: String }`,
  resolvers: { Query: { accounts: () => [{ code: 'c1', email: 'a@example.test', name: 'A' }] } },
};

const taxes = {
  sdl: `${LINK} type Account @key(fields: "code") { code: ID @authenticated  tax: Int  secret: Int @authenticated }`,
  resolvers: { Account: { __resolveReference: (key: object) => ({ ...key, tax: 50, secret: 7 }) } },
};

describe('a field that the caller may not see', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { accounts, taxes } });
  });
  afterAll(() => router.close());

  async function ask(query: string) {
    const before = router.subgraph('taxes').requests.length;
    const { body } = await router.ask(query);
    return { data: body.data, asked: router.subgraph('taxes').requests.length - before };
  }

  it('is null even where it is fetched for another field’s sake', async () => {
    const { data } = await ask('{ accounts { code pay: code tax } }');
    expect(data).toEqual({ accounts: [{ code: null, pay: null, tax: 50 }] });
  });

  it('is not asked for when nothing else needs it', async () => {
    const { data, asked } = await ask('{ accounts { name secret } }');
    expect(data).toEqual({ accounts: [{ name: 'A', secret: null }] });
    expect(asked).toBe(0);
  });

  it('takes the object with it when it must not be null', async () => {
    expect((await ask('{ accounts { name email } }')).data).toEqual({ accounts: [null] });
  });
});
