import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions } from '../testing/people.js';
import { realHashes, startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;

beforeAll(async () => {
  subgraph = await startTestSubgraph({}, realHashes);
  act = actions(subgraph);
  await act.signUp('known@example.com');
});
afterAll(() => subgraph.stop());

const from = (host: number) => ({ address: `203.0.113.${host}` });
const workOf = async (run: () => Promise<unknown>) => (await subgraph.watch(run)).work;

describe('what an answer costs', () => {
  it('is the same for a wrong password and an unknown email', async () => {
    const wrong = await workOf(() => act.signIn('known@example.com', 'a wrong password', from(1)));
    expect(wrong).toEqual([
      'argon2 verify ×1',
      'find attempts',
      'find users',
      'findAndModify attempts',
      'findAndModify attempts',
      'findAndModify attempts',
      'findAndModify attempts',
    ]);
    expect(await workOf(() => act.signIn('unknown@example.com', 'a wrong password', from(2)))).toEqual(wrong);
    expect(await workOf(() => act.signIn('no address', 'a wrong password', from(3)))).toEqual(wrong);
    expect(await workOf(() => act.signIn('known@example.com', 'k'.repeat(10_000), from(4)))).toEqual(wrong);
    expect(await workOf(() => act.signIn('unknown@example.com', 'k'.repeat(10_000), from(5)))).toEqual(wrong);
  });

  it('is the same for a throttled account that exists and one that does not', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await act.signIn('known@example.com', 'a wrong password', from(6));
      await act.signIn('unknown@example.com', 'a wrong password', from(7));
    }
    const known = await workOf(() => act.signIn('known@example.com', 'a wrong password', from(6)));
    const unknown = await workOf(() => act.signIn('unknown@example.com', 'a wrong password', from(7)));
    expect(known).toEqual([
      'find attempts',
      'find users',
      ...Array<string>(3).fill('findAndModify attempts'),
    ]);
    expect(unknown).toEqual(known);
  });

  it('of a sign-up is the same up to the insert that finds the address taken', async () => {
    const taken = await workOf(() => act.signUp('known@example.com', {}, from(8)));
    const free = await workOf(() => act.signUp('free@example.com', {}, from(9)));
    expect(taken).toEqual(['argon2 hash ×1', 'findAndModify attempts', 'insert users']);
    expect(free).toEqual([
      'argon2 hash ×1',
      'find sessions',
      'findAndModify attempts',
      'insert sessions',
      'insert users',
    ]);
  });
});
