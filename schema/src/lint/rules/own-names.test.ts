import { expect, it } from 'vitest';
import { compose } from '../../compose/compose.js';
import { subgraph } from '../../graph/subgraph.js';
import { ownNames } from './own-names.js';

const FEDERATION = 'https://specs.apollo.dev/federation/v2.9';

function findings(sdl: string): readonly string[] {
  const source = { name: 'pets', url: 'http://pets.invalid/graphql', file: 'pets.graphql', sdl };
  const result = compose([subgraph(source)]);
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return ownNames.check(result.composition).map(({ message }) => message);
}

it('lets federation and the root types go by their names', () => {
  const sdl = `extend schema @link(url: "${FEDERATION}", import: ["@key", "@authenticated"])
    schema { query: Query } type Query { pet: Pet } type Pet @key(fields: "id") { id: ID! name: String @authenticated }`;
  expect(findings(sdl)).toEqual([]);
});

it.each([
  [
    'import: ["@key", { name: "@authenticated", as: "@auth" }]',
    '@auth',
    '@authenticated is imported under another name.',
  ],
  [
    'import: ["@key"]',
    '@federation__authenticated',
    '@federation__authenticated is not imported: import it from federation.',
  ],
  ['as: "fed", import: ["@key"]', '@fed__authenticated', 'The specification is linked under another name.'],
])('reports @link(%s) with %s', (link, use, message) => {
  const sdl = `extend schema @link(url: "${FEDERATION}", ${link})
    type Query { pet: Pet } type Pet @key(fields: "id") { id: ID! name: String ${use} }`;
  expect(findings(sdl)).toEqual([message]);
});

it('reports root types of other names', () => {
  const sdl = `extend schema @link(url: "${FEDERATION}", import: ["@key"])
    schema { query: Root } type Root { pet: String }`;
  expect(findings(sdl)).toEqual(['The root type Root is called Query, Mutation or Subscription.']);
});
