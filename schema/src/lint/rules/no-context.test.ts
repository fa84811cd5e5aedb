import { expect, it } from 'vitest';
import { findingsOf } from '../../testing/findings.js';
import { noContext } from './no-context.js';

it('refuses @context and @fromContext, with which the gateway does not start', () => {
  const sdl = `
type Query { home: Home }
type Home @key(fields: "id") @context(name: "home") { id: ID! street: String! pet: Pet }
type Pet @key(fields: "id") { id: ID! walk(along: String @fromContext(field: "$home { street }")): Int }`;
  expect(findingsOf(noContext, { pets: sdl })).toEqual([
    'pets.graphql:2 The gateway cannot load a supergraph with @context.',
    'pets.graphql:3 The gateway cannot load a supergraph with @fromContext.',
  ]);
});

it('is content without', () => {
  expect(findingsOf(noContext, { pets: 'type Query { pet: Int }' })).toEqual([]);
});
