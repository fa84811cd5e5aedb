import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { compose, type Composition } from '../compose/compose.js';
import { usageOf } from '../diff/usage.js';
import { subgraphsFrom } from '../testing/findings.js';
import { plannedAlike } from './alike.js';
import { createPlanner } from './planner.js';

const GRAPH = {
  orders: `
    type Query { order(id: ID!): Order node(id: ID!): Node }
    interface Node { id: ID! }
    type Order implements Node { id: ID! note: String box: Box }
    type Box @key(fields: "owner { code }") { owner: Owner @shareable }
    type Owner { code: ID! @shareable }
    type Parcel implements Node { id: ID! }
  `,
  boxes: `
    type Query { boxes: [Box] }
    type Box @key(fields: "owner { code }") { owner: Owner @shareable size: Size @external price: Int @requires(fields: "size { width }") }
    type Owner { code: ID! @shareable since: Int }
    type Size { width: Int @external }
  `,
  sizes: `
    type Box @key(fields: "owner { code }") { owner: Owner @shareable size: Size }
    type Owner { code: ID! @shareable }
    type Size { width: Int height: Int }
  `,
};
const PRICE = '{ order(id: 1) { box { price } } }';
const NOTE = '{ order(id: 1) { note } }';
const NODE = '{ node(id: 1) { id } }';

function composed(edit: (sdl: string) => string): Composition {
  const edited = Object.entries(GRAPH).map(([name, sdl]) => [name, edit(sdl)] as const);
  const result = compose(subgraphsFrom(Object.fromEntries(edited)));
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return result.composition;
}

it.each([
  ['another field of a root type', NOTE, 'node(id: ID!): Node', 'node(id: ID!): Node other: Int', true],
  ['a type it does not come to', NOTE, 'height: Int', 'height: Int depth: Int', true],
  [
    'a type behind no interface it reads',
    NOTE,
    'Parcel implements Node { id: ID!',
    'Parcel implements Node { id: ID! x: Int',
    true,
  ],
  ['a field beside the one it reads', NOTE, 'note: String', 'note: String more: Int', false],
  [
    'a type behind an interface it reads',
    NODE,
    'Parcel implements Node { id: ID!',
    'Parcel implements Node { id: ID! x: Int',
    false,
  ],
  ['a type that is required on the way', PRICE, 'height: Int', 'height: Int depth: Int', false],
  ['a type in a key on the way', PRICE, 'since: Int', 'since: Int until: Int', false],
])('tells whether a plan may change with %s', (_, text, from, to, expected) => {
  const before = composed((sdl) => sdl);
  const after = composed((sdl) => sdl.replace(from, to));
  expect(after.supergraphSdl).not.toBe(before.supergraphSdl);
  const document = parse(text);
  const isAlike = plannedAlike(before.supergraphSdl, after.supergraphSdl)(usageOf(document, before.api));
  expect(isAlike).toBe(expected);
  const [was, is] = [before, after].map(({ supergraphSdl }) => createPlanner(supergraphSdl)(document));
  if (isAlike) expect(is).toEqual(was);
});
