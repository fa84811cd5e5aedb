import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { nullableReferences } from './nullable-references.js';

const pets = 'type Query { pet: Pet! } type Pet @key(fields: "id") { id: ID! name: String! age: Int! }';
const shop = (fields: string, contributed: string) => `
type Cart @key(fields: "id") { id: ID! total: Int ${fields} }
type Pet @key(fields: "id") { id: ID! ${contributed} }
type Query { cart: Cart! }`;

it('refuses references to entities of other subgraphs that are never null', () => {
  const found = findingsOf(nullableReferences, { pets, shop: shop('pet: Pet! pets: [Pet!]!', '') });
  expect(found.map((each) => each.split(' is ')[0])).toEqual([
    'shop.graphql:1 Cart.pet',
    'shop.graphql:1 Cart.pets',
  ]);
});

it('refuses fields contributed to entities of other subgraphs that are never null', () => {
  const found = findingsOf(nullableReferences, { pets, shop: shop('', 'price: Int!') });
  expect(found.map((each) => each.split(' is ')[0])).toEqual(['shop.graphql:2 Pet.price']);
});

it('accepts nullable ones, lists of nullable ones, and entities at home', () => {
  const found = findingsOf(nullableReferences, { pets, shop: shop('pet: Pet pets: [Pet]!', 'price: Int') });
  expect(found).toEqual([]);
});

it('refuses a list contributed to an entity of another subgraph that is never null itself', () => {
  const found = (list: string) => findingsOf(nullableReferences, { pets, shop: shop('', `offers: ${list}`) });
  expect(found('[String]!').map((each) => each.split(' is ')[0])).toEqual(['shop.graphql:2 Pet.offers']);
  expect(found('[String!]')).toEqual([]);
});

it('takes an entity for at home with each of those that give it as many fields', () => {
  const even = 'type Pet @key(fields: "id") { id: ID! price: Int! rank: Int! }';
  const visits =
    'type Query { last: Visit } type Visit @key(fields: "id") { id: ID! pet: Pet! } type Pet @key(fields: "id") { id: ID! }';
  const found = findingsOf(nullableReferences, { pets, even, visits });
  expect(found.map((each) => each.split(' is ')[0])).toEqual(['visits.graphql:1 Visit.pet']);
});

it('takes for a key what the key names, not what it names inside', () => {
  const nested = (fields: string) =>
    `type Pet @key(fields: "home { street }") { home: Home ${fields} } type Home @shareable { street: ID! }`;
  const found = findingsOf(nullableReferences, {
    pets: `type Query { pet: Pet } ${nested('name: String age: Int')}`,
    streets: nested('street: Int!'),
  });
  expect(found.map((each) => each.split(' is ')[0])).toEqual(['streets.graphql:1 Pet.street']);
});
