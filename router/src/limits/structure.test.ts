import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestRouter, type TestRouter } from '../testing/router.js';

const shop = { sdl: 'type Query { item: Item } type Item { id: ID next: Item }' };

const repeat = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

describe('the structure of an operation', () => {
  let router: TestRouter;
  beforeAll(async () => {
    router = await startTestRouter({ subgraphs: { shop } });
  });
  afterAll(() => router.close());

  const deep = (levels: number) => `{ item ${'{ next '.repeat(levels)} { id } ${'}'.repeat(levels)} }`;
  const doubling = (levels: number) =>
    `{ item { ...F0 } } ${repeat(levels, (i) => `fragment F${i} on Item { a: next { ...F${i + 1} } b: next { ...F${i + 1} } }`)}
     fragment F${levels} on Item { id }`;

  it.each<[string, string, string]>([
    ['depth', deep(30), 'levels'],
    ['depth near the end of the parser', deep(1_600), 'levels'],
    ['aliases', `{ ${repeat(40, (i) => `a${i}: item { id }`)} }`, 'aliases'],
    ['aliases of __typename', `{ ${repeat(40, (i) => `a${i}: __typename`)} }`, 'aliases'],
    [
      'aliases in fragments',
      `{ item { ...F } x: item { ...F } } fragment F on Item { ${repeat(20, (i) => `a${i}: id`)} }`,
      'aliases',
    ],
    ['the same field again and again', `{ item { ${'id '.repeat(2_000)} } }`, 'fields'],
    ['nested fragments', doubling(15), 'fields'],
    ['root fields', `{ ${'item { id } '.repeat(30)} }`, 'root fields'],
    [
      'directives',
      `query (${repeat(30, (i) => `$v${i}: Boolean!`)}) { ${repeat(30, (i) => `item @include(if: $v${i}) { id }`)} }`,
      'root fields',
    ],
    [
      'directives on one field',
      `query (${repeat(30, (i) => `$v${i}: Boolean!`)}) { item { ${repeat(30, (i) => `id @include(if: $v${i})`)} } }`,
      'directives',
    ],
    ['variables', `query (${repeat(500, (i) => `$v${i}: Int`)}) { item { id } }`, 'variables'],
    [
      'fragments',
      `{ item { id } } ${repeat(500, (i) => `fragment F${i} on Item { id }`)}`,
      'operations and fragments',
    ],
    ['operations', repeat(500, (i) => `query Q${i} { item { id } }`), 'operations and fragments'],
  ])('is refused for too many by %s', async (_name, query, what) => {
    const started = performance.now();
    const { status, body } = await router.ask(query);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions?.code).toBe('OPERATION_TOO_COMPLEX');
    expect(body.errors?.[0]?.message).toContain(what);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it.each<[string, string]>([
    ['tokens', `{ item { ${'id '.repeat(20_000)} } }`],
    ['brackets', '{'.repeat(50_000)],
    ['list brackets', `{ item(a: ${'['.repeat(50_000)}`],
    ['a fragment in itself', '{ item { ...F } } fragment F on Item { id next { ...F } }'],
    ['fragments in each other', '{ item { ...F } } fragment F on Item { ...G } fragment G on Item { ...F }'],
  ])('is refused for %s', async (_name, query) => {
    const { status, body } = await router.ask(query);
    expect(status).toBe(400);
    expect(body.errors?.length).toBeLessThanOrEqual(5);
  });

  // 2⁴⁰ fields, in a kilobyte.
  const explosion = (start: string, on: string, write: (next: string) => string, end: string) =>
    `{ ${start} } ${repeat(40, (i) => `fragment f${i} on ${on} { ${write(`...f${i + 1}`)} }`)}
     fragment f40 on ${on} { ${end} }`;

  it.each<[string, string]>([
    ['at the root', explosion('...f0', 'Query', (next) => `${next} ${next}`, 'item { id }')],
    ['below a field', explosion('item { ...f0 }', 'Item', (next) => `${next} ${next}`, 'id')],
    ['in nested fields', explosion('item { ...f0 }', 'Item', (next) => `next { ${next} ${next} }`, 'id')],
    [
      'in inline fragments',
      explosion(
        '...f0',
        'Query',
        (next) => `... { ${next} } ... on Query { ... { ${next} } }`,
        'item { id }',
      ),
    ],
    [
      'in aliases',
      explosion('item { ...f0 }', 'Item', (next) => `a: next { ${next} } b: next { ${next} }`, 'x: id'),
    ],
    [
      'under directives',
      explosion(
        '...f0',
        'Query',
        (next) => `${next} @skip(if: true) ${next} @include(if: true)`,
        '__typename',
      ),
    ],
    ['that end in themselves', explosion('...f0', 'Query', (next) => `${next} ${next}`, '...f0')],
    ['that end in nothing', explosion('...f0', 'Query', (next) => `${next} ${next}`, '...gone')],
    [
      'that nothing spreads',
      `{ item { id } } ${explosion('...f0', 'Query', (next) => `${next} ${next}`, 'item { id }').slice('{ ...f0 }'.length)}`,
    ],
    [
      'in another operation',
      `query A { item { id } } query B ${explosion('...f0', 'Query', (next) => `${next} ${next}`, 'item { id }')}`,
    ],
  ])('is refused at once for fragments spread twice %s', async (_name, query) => {
    const started = performance.now();
    const { status } = await router.ask(query, query.startsWith('query A') ? { operationName: 'A' } : {});
    expect(status).toBe(400);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('lets the usual through', async () => {
    const { status } = await router.ask(
      `query Q ($x: Boolean = true) { item { ...F } b: item @include(if: $x) { id } } fragment F on Item { id next { id } }`,
    );
    expect(status).toBe(200);
  });
});
