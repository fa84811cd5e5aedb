import jwt from 'jsonwebtoken';
import { beforeEach, describe, expect, it } from 'vitest';
import { actions, sessionOf, userOf } from '../testing/people.js';
import { startTestSubgraph, type TestSubgraph } from '../testing/test-subgraph.js';

let subgraph: TestSubgraph;
let act: ReturnType<typeof actions>;

beforeEach(async () => {
  subgraph = await startTestSubgraph();
  act = actions(subgraph);
  return () => subgraph.stop();
});

const person = async (name: string) => userOf(await act.signUp(`${name}@example.com`)).id;
const rolesOf = async (id: string) => {
  const { data } = await subgraph.ask(
    'query ($id: ID!) { user(id: $id) { roles } }',
    { id },
    { subject: id },
  );
  return (data.user as { roles: string[] }).roles;
};

describe('setting roles', () => {
  it('gives and takes them; the next access token says so', async () => {
    const answer = await act.signUp('ada@example.com');
    const user = userOf(answer);
    expect(await act.setRoles(user.id, ['CUSTOMER', 'STAFF'])).toEqual({
      user: { id: user.id, roles: ['CUSTOMER', 'STAFF'] },
      errors: [],
    });
    const next = sessionOf(await act.refresh(sessionOf(answer).refreshToken));
    expect(jwt.decode(next.accessToken, { json: true })?.scope).toBe(
      'catalog:write inventory:read inventory:write orders:read orders:fulfil users:read users:write',
    );
    await act.setRoles(user.id, ['CUSTOMER']);
    const last = sessionOf(await act.refresh(next.refreshToken));
    expect(jwt.decode(last.accessToken, { json: true })?.scope).toBe('');
  });

  it('answers what is wrong with them', async () => {
    const id = await person('ada');
    const noRole = await act.setRoles(id, []);
    expect(noRole).toMatchObject({ user: null, errors: [{ __typename: 'InvalidInput', path: ['roles'] }] });
    const twice = await act.setRoles(id, ['STAFF', 'STAFF']);
    expect(twice).toMatchObject({ user: null, errors: [{ __typename: 'InvalidInput', path: ['roles'] }] });
    expect(await act.setRoles('gone', ['STAFF'])).toMatchObject({
      user: null,
      errors: [{ __typename: 'UserNotFound', path: ['userId'] }],
    });
    expect(await rolesOf(id)).toEqual(['CUSTOMER']);
  });

  it.each([
    ['anonymous', {}, 'UNAUTHENTICATED'],
    ['the account itself', { subject: 'self' }, 'FORBIDDEN'],
    ['staff', { subject: 'staff', scopes: ['users:read', 'orders:read'] }, 'FORBIDDEN'],
  ])('is not for %s', async (_who, as, code) => {
    const id = await person('eve');
    expect(
      await act.setRoles(id, ['ADMIN'], 'subject' in as && as.subject === 'self' ? { subject: id } : as),
    ).toEqual({
      refused: [code],
    });
    expect(await rolesOf(id)).toEqual(['CUSTOMER']);
  });

  it('leaves the last administrator one', async () => {
    const [one, two] = [await person('one'), await person('two')];
    await act.setRoles(one, ['ADMIN']);
    expect(await act.setRoles(one, ['STAFF'])).toMatchObject({
      user: null,
      errors: [{ __typename: 'InvalidInput', path: ['roles'] }],
    });
    await act.setRoles(two, ['ADMIN']);
    expect((await act.setRoles(one, ['STAFF'])).errors).toEqual([]);
    expect(await rolesOf(two)).toEqual(['ADMIN']);
  });

  it('leaves one administrator when two take the role from each other at once', async () => {
    const [one, two] = [await person('one'), await person('two')];
    for (let round = 0; round < 10; round += 1) {
      await act.setRoles(one, ['ADMIN']);
      await act.setRoles(two, ['ADMIN']);
      await Promise.all([act.setRoles(one, ['CUSTOMER']), act.setRoles(two, ['CUSTOMER'])]);
      expect([...(await rolesOf(one)), ...(await rolesOf(two))]).toContain('ADMIN');
    }
  });
});
