import { subgraph, type Subgraph } from '../graph/subgraph.js';

/** The size of a synthetic graph. */
export interface SyntheticSize {
  readonly subgraphs: number;
  /** The number of types that a subgraph owns, including the types that belong to each entity. */
  readonly typesEach: number;
}

/** An entity comes with its details, filter, input, payload and state: six types. */
const TYPES_PER_ENTITY = 6;

/**
 * A graph of the shape that large companies report: every subgraph owns entities, refers to those of the next two by
 * key, and adds a field to one of the previous.
 */
export function syntheticSubgraphs({ subgraphs, typesEach }: SyntheticSize): readonly Subgraph[] {
  const entities = Math.floor(typesEach / TYPES_PER_ENTITY);
  return Array.from({ length: subgraphs }, (_, index) => {
    const name = `s${index}`;
    const sdl = sdlOf(index, subgraphs, entities);
    return subgraph({ name, url: `http://${name}.internal/graphql`, file: `subgraphs/${name}.graphql`, sdl });
  });
}

function sdlOf(index: number, subgraphs: number, entities: number): string {
  const next = (index + 1) % subgraphs;
  const afterNext = (index + 2) % subgraphs;
  const previous = (index + subgraphs - 1) % subgraphs;
  const own = Array.from({ length: entities }, (_, each) => entity(index, each, next, afterNext));
  const queries = Array.from(
    { length: entities },
    (_, each) => `  e${index}x${each}(id: ID!, filter: F${index}x${each}): E${index}x${each}`,
  );
  const mutations = Array.from(
    { length: entities },
    (_, each) => `  save${index}x${each}(input: I${index}x${each}!): P${index}x${each}`,
  );
  return [
    'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])',
    `type Query {\n${queries.join('\n')}\n}`,
    `type Mutation {\n${mutations.join('\n')}\n}`,
    ...own,
    ...Array.from({ length: entities }, (_, each) => stub(next, each)),
    ...Array.from({ length: entities }, (_, each) => stub(afterNext, each)),
    `type E${previous}x0 @key(fields: "id") { id: ID! from${index}: String }`,
  ].join('\n\n');
}

function entity(index: number, each: number, next: number, afterNext: number): string {
  const id = `${index}x${each}`;
  return [
    `type E${id} @key(fields: "id") {`,
    '  id: ID!',
    '  name: String!',
    `  state: S${id}!`,
    `  details: D${id}`,
    `  one: E${next}x${each}`,
    `  two: E${afterNext}x${each}`,
    '}',
    `type D${id} { title: String text(length: Int = 100): String count: Int! }`,
    `enum S${id} { NEW OPEN DONE }`,
    `input F${id} { state: S${id} words: String }`,
    `input I${id} { id: ID! name: String state: S${id} = OPEN }`,
    `type P${id} { result: E${id} errors: [String!]! }`,
  ].join('\n');
}

function stub(index: number, each: number): string {
  return `type E${index}x${each} @key(fields: "id", resolvable: false) { id: ID! }`;
}

/** Operations that go from one subgraph to the next and back, like a client's page. */
export function syntheticOperations(
  { subgraphs, typesEach }: SyntheticSize,
  count: number,
): readonly { readonly name: string; readonly text: string }[] {
  const entities = Math.floor(typesEach / TYPES_PER_ENTITY);
  return Array.from({ length: count }, (_, index) => {
    const home = index % subgraphs;
    const each = Math.floor(index / subgraphs) % entities;
    const name = `Operation${index}`;
    const text = `# owner: team-${home}
query ${name}($id: ID!, $filter: F${home}x${each}) {
  e${home}x${each}(id: $id, filter: $filter) {
    id
    name
    state
    details { title text(length: ${index}) }
    one { name details { count } one { name } }
    two { name state }
  }
}
`;
    return { name, text };
  });
}
