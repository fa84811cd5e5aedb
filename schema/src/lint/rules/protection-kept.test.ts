import { describe, expect, it } from 'vitest';
import { compose } from '../../compose/compose.js';
import { findingsOf, subgraphsFrom } from '../../testing/findings.js';
import { protectionKept } from './protection-kept.js';

const users = `
type Query { user: User people: [Person!] }
interface Person { email: String }
type User implements Person @key(fields: "id") {
  id: ID!
  email: String @requiresScopes(scopes: [["users:read"]])
  card: Card
}
type Card @authenticated { number: String }`;

describe('the protection of', () => {
  it('fields and types comes through composition', () => {
    expect(findingsOf(protectionKept, { users })).toEqual([]);
  });

  it('a field reaches the supergraph although another subgraph shares it unprotected', () => {
    const shared = (directive: string) =>
      `type Query { a${directive === '' ? 1 : 2}: Card } type Card @shareable { number: String ${directive} }`;
    expect(findingsOf(protectionKept, { one: shared('@authenticated'), two: shared('') })).toEqual([]);
  });
});

describe('a supergraph that lost a protection', () => {
  const composed = compose(subgraphsFrom({ users }));
  if (!composed.ok) throw new Error('the graph of this test does not compose');
  const { composition } = composed;
  const authenticated = /(?<!directive )@authenticated/g;
  const scopes = /(?<!directive )@requiresScopes\([^)]*\)/g;
  const messages = (supergraphSdl: string) =>
    protectionKept.check({ ...composition, supergraphSdl }).map(({ message }) => message);

  it('is found by what the subgraph demands', () => {
    expect(messages(composition.supergraphSdl.replaceAll(authenticated, ''))).toEqual([
      'Card demands @authenticated here; in the supergraph it is open to anyone.',
    ]);
    expect(messages(composition.supergraphSdl.replaceAll(scopes, ''))).toEqual([
      'User.email demands scopes users:read here; in the supergraph it is open to anyone.',
    ]);
  });

  it('is found where an interface would open what its type protects', () => {
    const [beforeUser = '', user = ''] = composition.supergraphSdl.split(/(?=type User)/);
    expect(messages(beforeUser.replaceAll(scopes, '') + user)).toEqual([
      'User.email demands scopes users:read, Person.email does not.',
    ]);
  });
});
