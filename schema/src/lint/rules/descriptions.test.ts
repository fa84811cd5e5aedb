import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { descriptions } from './descriptions.js';

it('wants a description of every type, field, argument and value, but not of root types', () => {
  const sdl = `
type Query {
  pet(id: ID!): Pet
}
type Pet {
  kind: Kind
}
enum Kind {
  CAT
}`;
  expect(findingsOf(descriptions, { pets: sdl })).toEqual([
    'pets.graphql:2 Query.pet has no description.',
    'pets.graphql:2 Query.pet(id:) has no description.',
    'pets.graphql:4 Pet has no description.',
    'pets.graphql:5 Pet.kind has no description.',
    'pets.graphql:7 Kind has no description.',
    'pets.graphql:8 Kind.CAT has no description.',
  ]);
});

it('is content where all is described, and takes blanks for nothing', () => {
  const described = 'type Query { "A pet." pet("Its id." id: ID!): String }';
  expect(findingsOf(descriptions, { pets: described })).toEqual([]);
  expect(findingsOf(descriptions, { pets: described.replace('A pet.', '  ') })).toHaveLength(1);
});
