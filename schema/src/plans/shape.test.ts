import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { compose } from '../compose/compose.js';
import { subgraphsFrom } from '../testing/findings.js';
import { createPlanner } from './planner.js';
import { shapeOf } from './shape.js';

const composed = compose(
  subgraphsFrom({
    pets: 'type Query { pet: Pet } type Subscription { petChanged: Pet } type Pet @key(fields: "id") { id: ID! name: String friend: Pet }',
    food: 'type Pet @key(fields: "id") { id: ID! bowl: Bowl } type Bowl @key(fields: "id") { id: ID! }',
    shop: 'type Bowl @key(fields: "id") { id: ID! price: Int } type Pet @key(fields: "id") { id: ID! worth: Int }',
  }),
);
if (!composed.ok) throw new Error('the graph of this test does not compose');
const plan = createPlanner(composed.composition.supergraphSdl);

it.each([
  ['{ pet { name } }', { requests: 1, depth: 1, subgraphs: ['pets'] }],
  ['{ pet { worth bowl { id } } }', { requests: 3, depth: 2, subgraphs: ['food', 'pets', 'shop'] }],
  ['{ pet { bowl { price } } }', { requests: 3, depth: 3, subgraphs: ['food', 'pets', 'shop'] }],
  ['subscription { petChanged { name worth } }', { requests: 2, depth: 2, subgraphs: ['pets', 'shop'] }],
  [
    'query ($also: Boolean!) { pet { name worth @include(if: $also) } }',
    { requests: 2, depth: 2, subgraphs: ['pets', 'shop'] },
  ],
])('%s', (operation, shape) => {
  expect(shapeOf(plan(parse(operation)))).toEqual(shape);
});
