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
