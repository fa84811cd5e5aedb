import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { mutations } from './mutations.js';

const graph = (
  mutation: string,
  payload = 'pet: Int errors: [FeedError!]!',
  member = 'implements UserError ',
) => ({
  pets: `
type Query { pet: Int }
type Mutation { ${mutation} }
input FeedInput { pet: ID! }
type FeedPayload { ${payload} }
union FeedError = NotHungry
interface UserError { message: String! }
type NotHungry ${member}{ message: String! }`,
});

it.each([
  ['feed(pet: ID!): FeedPayload', 'takes only input: FeedInput!'],
  ['feed(input: FeedInput): FeedPayload', 'takes only input: FeedInput!'],
  ['feed(input: FeedInput!): FeedPayload!', 'answers FeedPayload, nullable'],
  ['feed(input: FeedInput!): Boolean', 'answers FeedPayload, nullable'],
])('refuses %s', (mutation, what) => {
  expect(findingsOf(mutations, graph(mutation))).toEqual([
    `pets.graphql:2 Mutation feed: a mutation ${what}.`,
  ]);
});

it('refuses a payload without errors', () => {
  expect(findingsOf(mutations, graph('feed(input: FeedInput!): FeedPayload', 'pet: Int'))).toEqual([
    'pets.graphql:2 Mutation feed: a mutation has errors: [FeedError!]! in its payload.',
  ]);
});

it('refuses errors that are no UserError', () => {
  expect(findingsOf(mutations, graph('feed(input: FeedInput!): FeedPayload', undefined, ''))).toEqual([
    'pets.graphql:2 Mutation feed: a mutation has only UserErrors in FeedError, unlike NotHungry.',
  ]);
});

it('looks at every part of a type', () => {
  const { pets } = graph('feed(input: FeedInput!): FeedPayload', 'pet: Int');
  const errors = 'extend type FeedPayload { errors: [FeedError!]! }';
  expect(findingsOf(mutations, { pets: `${pets} ${errors}` })).toEqual([]);
  const member = 'extend union FeedError = Asleep type Asleep { message: String! }';
  expect(findingsOf(mutations, { pets: `${pets} ${errors} ${member}` })).toEqual([
    'pets.graphql:2 Mutation feed: a mutation has only UserErrors in FeedError, unlike Asleep.',
  ]);
});

it('refuses an error that is no union and no UserError', () => {
  const { pets } = graph('feed(input: FeedInput!): FeedPayload');
  const plain = pets.replace('union FeedError = NotHungry', 'type FeedError { message: String! }');
  expect(findingsOf(mutations, { pets: plain })).toEqual([
    'pets.graphql:2 Mutation feed: a mutation has only UserErrors in FeedError, unlike FeedError.',
  ]);
});

it('accepts the convention, mutations without input, and whatever services call among themselves', () => {
  expect(findingsOf(mutations, graph('feed(input: FeedInput!): FeedPayload'))).toEqual([]);
  expect(findingsOf(mutations, graph('feed: FeedPayload'))).toEqual([]);
  expect(findingsOf(mutations, graph('feed: FeedPayload hold(id: ID!): Boolean @inaccessible'))).toEqual([]);
});
