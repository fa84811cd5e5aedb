import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { naming } from './naming.js';

it('names what is written otherwise than the rest of the graph', () => {
  const sdl = `
type Query {
  Pet_by(Id: ID!, given: pet_input, by: PetQuery): Sound
}
input pet_input { Name: String }
input PetQuery { name: String }
enum Sound { meow PURR_2 }`;
  expect(findingsOf(naming, { pets: sdl })).toEqual([
    'pets.graphql:2 Pet_by should be written likeThis.',
    'pets.graphql:2 Id should be written likeThis.',
    'pets.graphql:4 pet_input should be written LikeThis.',
    'pets.graphql:4 pet_input should be written with Input or Filter at its end.',
    'pets.graphql:4 Name should be written likeThis.',
    'pets.graphql:5 PetQuery should be written with Input or Filter at its end.',
    'pets.graphql:6 meow should be written LIKE_THIS.',
  ]);
});

it('is content with conventional names', () => {
  const sdl = 'type Query { petsByAge(filter: PetFilter): Int } input PetFilter { olderThan2: Int }';
  expect(findingsOf(naming, { pets: sdl })).toEqual([]);
});
