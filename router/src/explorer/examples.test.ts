import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readExamples } from './examples.js';

const folder = mkdtempSync(join(tmpdir(), 'examples-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('reads operations with their team, the fragments they use, and values to try them with', () => {
  mkdirSync(join(folder, 'web', 'fragments'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, 'web', name), text);
  write('fragments/card.graphql', 'fragment Card on Product { ...Name }\nfragment Other on Product { id }');
  write('fragments/name.graphql', 'fragment Name on Product { name }');
  write(
    'product.graphql',
    '# owner: shop\n# A page.\n# example: {"id": "1"}\nquery P($id: ID!) { product(id: $id) { ...Card } }',
  );
  const [example, ...others] = readExamples(folder);
  expect(others).toEqual([]);
  expect(example).toMatchObject({ team: 'shop', variables: '{\n  "id": "1"\n}' });
  expect(example?.query.match(/^(query|fragment) \w+/gm)).toEqual([
    'query P',
    'fragment Card',
    'fragment Name',
  ]);
});

it('lists operations last that a person has to give values first', () => {
  const listed = mkdtempSync(join(folder, 'listed-'));
  mkdirSync(join(listed, 'web'));
  const write = (name: string, text: string) => writeFileSync(join(listed, 'web', name), text);
  write('a.graphql', '# owner: shop\nquery A($id: ID!) { product(id: $id) { id } }');
  write('b.graphql', '# owner: shop\nquery B($first: Int! = 10, $after: String) { products { id } }');
  write('c.graphql', '# owner: shop\n# example: {"id": "1"}\nquery C($id: ID!) { product(id: $id) { id } }');
  expect(readExamples(listed).map(({ query }) => query.charAt(6))).toEqual(['B', 'C', 'A']);
});
