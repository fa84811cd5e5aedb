import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readRequirements } from './requirements.js';

/** As a composition may write it that does not see to what is computed from what. */
const supergraph = parse(`
  type Query { item: Item }
  type Item implements Thing {
    last: Int @join__field(graph: A, requires: "middle")
    middle: Int @join__field(graph: B, requires: "first")
    first: Int @join__field(graph: C, requires: "secret")
    secret: Int @signedIn
    seen: Int @join__field(graph: A, requires: "other { shown }")
    again: Int @join__field(graph: A, requires: "other { note }")
    note: Int
    open: Int
    other: Thing
    kind: Int @join__field(graph: A, requires: "other { ... on Hidden { __typename } }")
    told: Int @join__field(graph: A, contextArguments: [
      { context: "A__above", name: "word", type: "Int", selection: "{ secret }" }
    ])
    untold: Int @join__field(graph: A, contextArguments: [
      { context: "A__above", name: "word", type: "Int", selection: " ... on Above { open }" }
    ])
  }
  type Above @context(name: "A__above") { secret: Int @signedIn  open: Int }
  type Hidden @signedIn { id: Int }
  interface Thing { last: Int  shown: Int  note: Int }
  type Paid implements Thing {
    last: Int
    shown: Int @signedIn
    note: Int @join__field(graph: A, requires: "last")
  }
`);

describe('what is computed from the protected', () => {
  const names = { authenticated: 'signedIn', requiresScopes: undefined, policy: undefined };
  const requirements = readRequirements(supergraph, names);

  it.each([
    ['Item', 'secret', 1],
    ['Item', 'first', 1],
    ['Item', 'middle', 1],
    ['Item', 'last', 1],
    ['Thing', 'last', 1],
    ['Thing', 'shown', 1],
    ['Item', 'seen', 1],
    ['Item', 'kind', 1],
    ['Item', 'told', 1],
    ['Item', 'untold', 0],
    ['Item', 'open', 0],
    ['Item', 'note', 0],
    ['Paid', 'last', 0],
    ['Query', 'item', 0],
  ])('%s.%s has %i requirements, over any number of steps and through interfaces', (type, field, count) => {
    expect(requirements.ofField(type, field).size).toBe(count);
  });
});
