import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { noRequiresWithArguments } from './no-requires-with-arguments.js';

const graph = (field: string) => ({
  pets: 'type Query { pet: Pet } type Pet @key(fields: "id") { id: ID! weight: Int }',
  food: `type Pet @key(fields: "id") { id: ID! weight: Int @external ${field} }`,
});

it('refuses @requires on a field with arguments', () => {
  expect(
    findingsOf(noRequiresWithArguments, graph('ration(days: Int): Int @requires(fields: "weight")')),
  ).toEqual(['food.graphql:1 Pet.ration has arguments and @requires.']);
});

it('accepts either alone', () => {
  const found = findingsOf(
    noRequiresWithArguments,
    graph('ration: Int @requires(fields: "weight") bowls(days: Int): Int'),
  );
  expect(found).toEqual([]);
});
