import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { openTestGraph } from '../execution/testing/arena.js';

const link = (version: string, ...imports: readonly string[]) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/${version}", import: ${JSON.stringify(imports)})`;

function compose(sdl: string): string {
  const pets = { name: 'pets', url: 'http://pets.invalid', typeDefs: parse(sdl) };
  const { supergraphSdl, errors } = composeServices([pets]);
  if (supergraphSdl === undefined) throw new Error(String(errors));
  return supergraphSdl;
}

const context = compose(`${link('v2.9', '@key', '@context', '@fromContext')}
  type Query { home: Home }
  type Home @key(fields: "id") @context(name: "home") { id: ID! street: String! pet: Pet }
  type Pet @key(fields: "id") { id: ID! walk(along: String @fromContext(field: "$home { street }")): Int }`);

const connect = compose(`${link('v2.12')}
  extend schema @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@connect"])
  type Query { pet: Int @connect(http: { GET: "http://pets.invalid" }, selection: "$") }`);

const source = compose(`${link('v2.12')}
  extend schema @link(url: "https://specs.apollo.dev/connect/v0.2", import: ["@source", "@connect"])
  extend schema @source(name: "zoo", http: { baseURL: "http://pets.invalid" })
  type Query { pet: Int @connect(source: "zoo", http: { GET: "/pet" }, selection: "$") }`);

const plain = compose('type Query { pet: Int }');

/** The same supergraph with another specification linked. */
const linked = (url: string, purpose: string) =>
  plain.replace('schema\n', `schema\n  @link(url: "${url}", for: ${purpose})\n`);

const withoutLink = (sdl: string, name: string) =>
  sdl.replace(new RegExp(`.*@link\\(url: "[^"]*/${name}/.*\n`), '');

describe('a supergraph that cannot be answered right is refused at the start, by field and subgraph', () => {
  it.each([
    ['@fromContext', context, /@fromContext, which .* at Pet\.walk in subgraph pets: remove/],
    [
      '@fromContext without its @link',
      withoutLink(context, 'context'),
      /@fromContext.* at Pet\.walk in subgraph pets/,
    ],
    ['@connect', connect, /@connect, which .* at Query\.pet in subgraph pets: remove/],
    [
      '@connect without its @link',
      withoutLink(connect, 'connect'),
      /@connect.* at Query\.pet in subgraph pets/,
    ],
    ['@source', source, /@source, which .* in subgraph pets: remove/],
    [
      'a specification for execution that nobody here knows',
      linked('https://example.com/teleport/v1.0', 'EXECUTION'),
      /needs https:\/\/example\.com\/teleport\/v1\.0 for EXECUTION/,
    ],
    [
      'a specification for security that nobody here knows',
      linked('https://example.com/seal/v1.0/', 'SECURITY'),
      /needs https:\/\/example\.com\/seal\/v1\.0 for SECURITY/,
    ],
    [
      'a version of join that the gateway does not know',
      plain.replace(/join\/v0\.\d/, 'join/v0.9'),
      /join\/v0\.9 for EXECUTION/,
    ],
    ['an error of the gateway', plain.replace('pet: Int', 'pet: Nothing'), /cannot be loaded: .*Nothing/],
  ])('%s', async (_name, sdl, message) => {
    const opened = openTestGraph(sdl);
    await expect(opened).rejects.toMatchObject({ name: 'StartError' });
    await expect(opened).rejects.toThrow(message);
  });
});

describe('a supergraph with features that change no answer is served', () => {
  it.each([
    ['@cacheTag', compose(`${link('v2.12', '@cacheTag')} type Query { pet: Int @cacheTag(format: "pet") }`)],
    ['@tag', compose(`${link('v2.9', '@tag')} type Query { pet: Int @tag(name: "public") }`)],
    [
      'a directive of its own, by @composeDirective',
      compose(`${link('v2.9', '@composeDirective')}
        extend schema @link(url: "https://example.com/hello/v1.0", import: ["@hello"]) @composeDirective(name: "@hello")
        directive @hello on FIELD_DEFINITION
        type Query { pet: Int @hello }`),
    ],
    [
      '@semanticNonNull, by @composeDirective',
      compose(`${link('v2.9', '@composeDirective')}
        extend schema @link(url: "https://specs.apollo.dev/nullability/v0.4", import: ["@semanticNonNull"])
          @composeDirective(name: "@semanticNonNull")
        directive @semanticNonNull(levels: [Int] = [0]) on FIELD_DEFINITION
        type Query { pet: Int @semanticNonNull }`),
    ],
    [
      '@oneOf without a specification',
      `${plain}\ndirective @oneOf on INPUT_OBJECT\ninput By @join__type(graph: PETS) @oneOf { id: Int }`,
    ],
    [
      'a specification without a purpose',
      plain.replace('schema\n', 'schema\n  @link(url: "https://example.com/x/v1.0")\n'),
    ],
  ])('%s', async (_name, sdl) => {
    const graph = await openTestGraph(sdl);
    expect(Object.keys(graph.schema.getQueryType()?.getFields() ?? {})).toEqual(['pet']);
    await graph.close();
  });
});
