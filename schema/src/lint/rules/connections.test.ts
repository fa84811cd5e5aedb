import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { connections } from './connections.js';

it('refuses a list of objects that nothing bounds', () => {
  const sdl = `
type Query { pets: [Pet!]! found: [Found] }
type Pet { name: String }
union Found = Pet`;
  expect(findingsOf(connections, { pets: sdl })).toEqual([
    'pets.graphql:1 Query.pets is a list that nothing bounds.',
    'pets.graphql:1 Query.found is a list that nothing bounds.',
  ]);
});

it('accepts connections, bounded lists, lists of scalars, errors of payloads and what is internal', () => {
  const sdl = `
type Query { pets: PetConnection legs: [Pet!]! @listSize(assumedSize: 4) names: [String!] save: SavePayload hidden: Hidden @inaccessible }
type PetConnection { nodes: [Pet!]! }
type SavePayload { errors: [Pet!]! }
type Hidden @inaccessible { pets: [Pet!]! }
type Pet { name: String }`;
  expect(findingsOf(connections, { pets: sdl })).toEqual([]);
});
