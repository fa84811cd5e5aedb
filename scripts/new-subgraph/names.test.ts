import { expect, it } from 'vitest';
import { subgraphNames } from './names.js';

const taken = ['orders'];

it.each([
  ['reviews', undefined, 'Review'],
  ['categories', undefined, 'Category'],
  ['boxes', undefined, 'Box'],
  ['shipping', 'Parcel', 'Parcel'],
])('names the entity of %s', (name, entity, expected) => {
  expect(subgraphNames(name, entity, taken)).toMatchObject({ plural: name, Entity: expected });
});

it.each([
  [undefined, undefined, 'Say the name of the subgraph'],
  ['My-Reviews', undefined, '"My-Reviews" cannot name a subgraph'],
  ['orders', undefined, 'There is a service orders already'],
  ['router', undefined, 'There is a service router already'],
  ['shipping', undefined, 'The entity would be called shipping too: give it another name'],
  ['reviews', '1st', '"1st" cannot name an entity'],
])('refuses %s with the entity %s', (name, entity, message) => {
  expect(subgraphNames(name, entity, taken)).toContain(message);
});
