import { expect, it } from 'vitest';
import { compose } from '../../compose/compose.js';
import { subgraph } from '../../graph/subgraph.js';
import { findingsOf } from '../../testing/findings.js';
import { gatewayFeatures } from './gateway-features.js';

const federation = (version: string, ...imports: readonly string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: ${JSON.stringify(imports)})`;

/** The rule's findings for a subgraph whose SDL has its own links. */
function found(sdl: string): readonly string[] {
  const result = compose([subgraph({ name: 'pets', url: 'http://pets.invalid', file: 'pets.graphql', sdl })]);
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'));
  return gatewayFeatures
    .check(result.composition)
    .map(({ places: [place], message }) => `${place?.line ?? 0} ${message}`);
}

it('refuses @context, with which the router does not start', () => {
  const sdl = `
type Query { home: Home }
type Home @key(fields: "id") @context(name: "home") { id: ID! street: String! pet: Pet }
type Pet @key(fields: "id") { id: ID! walk(along: String @fromContext(field: "$home { street }")): Int }`;
  expect(findingsOf(gatewayFeatures, { pets: sdl })).toEqual([
    'pets.graphql:2 The router cannot execute @context, which Home of subgraph pets has. Remove it.',
    'pets.graphql:3 The router cannot execute @fromContext, which Pet.walk(along:) of subgraph pets has. Remove it.',
  ]);
});

it('accepts @cacheTag, which changes no answer', () => {
  const sdl = `${federation('v2.12', '@cacheTag')}\ntype Query { pet: Int @cacheTag(format: "pet") }`;
  expect(found(sdl)).toEqual([]);
});

it('refuses @connect', () => {
  const sdl = `${federation('v2.12')}
extend schema @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect"])
type Query { pet: Int @connect(http: { GET: "http://pets.invalid" }, selection: "$") }`;
  expect(found(sdl)).toEqual([
    '3 The router cannot execute @connect, which Query.pet of subgraph pets has. Remove it.',
  ]);
});

it('refuses a source of connectors where the schema names it', () => {
  const sdl = `${federation('v2.12')}
extend schema @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect", "@source"])
  @source(name: "pets", http: { baseURL: "http://pets.invalid" })
type Query { pet: Int @connect(source: "pets", http: { GET: "/pet" }, selection: "$") }`;
  expect(found(sdl)).toEqual([
    '4 The router cannot execute @connect, which Query.pet of subgraph pets has. Remove it.',
    '3 The router cannot execute @source, which the schema of subgraph pets has. Remove it.',
  ]);
});

it('accepts protections, which the router enforces itself, costs, and what is hidden', () => {
  const sdl = `${federation('v2.9', '@authenticated', '@requiresScopes', '@policy', '@cost', '@inaccessible', '@tag')}
type Query {
  a: Int @authenticated @cost(weight: 2)
  b: Int @requiresScopes(scopes: [["b"]]) @inaccessible
  c: Int @policy(policies: [["c"]]) @tag(name: "c")
}`;
  expect(found(sdl)).toEqual([]);
});
