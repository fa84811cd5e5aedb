import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { manifestOf } from './manifest.js';
import { workingTree } from '../graph/working-tree.js';
import { readRegistry } from './registry.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'registry-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function read(files: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'operations', path)), { recursive: true });
    writeFileSync(join(root, 'operations', path), text);
  }
  return readRegistry(workingTree(root), 'operations');
}

const fragment = 'fragment PetName on Pet { name }';
const operation = '# owner: web-pets\nquery WebPet { pet { ...PetName } }';

it('takes client and owner from where the operation stands, and fragments from the whole client', () => {
  const { operations, problems } = read({ 'web/pet.graphql': operation, 'web/parts/name.graphql': fragment });
  expect(problems).toEqual([]);
  expect(operations).toMatchObject([{ name: 'WebPet', client: 'web', owner: 'web-pets', type: 'query' }]);
  expect(operations[0]?.body).toBe(
    'query WebPet {\n  pet {\n    ...PetName\n    __typename\n  }\n}\n\nfragment PetName on Pet {\n  name\n  __typename\n}',
  );
});

it('gives an id that is the SHA-256 of the text and does not depend on layout or comments', () => {
  const [first] = read({ 'web/pet.graphql': operation, 'web/name.graphql': fragment }).operations;
  const relaid = '# owner: web-pets\n# Now with a comment.\nquery WebPet {\n\n  pet { ...PetName }\n}';
  const [second] = read({ 'web/pet.graphql': relaid }).operations;
  expect(first?.id).toBe(
    createHash('sha256')
      .update(first?.body ?? '')
      .digest('hex'),
  );
  expect(second?.id).toBe(first?.id);
});

it('writes the manifest of trusted documents in the format of Apollo, by name', () => {
  const registry = read({
    'web/b.graphql': '# owner: b\nquery B { pet }',
    'web/a.graphql': '# owner: a\nmutation A { feed }',
    'web/c.graphql': '# owner: c\nsubscription C { fed }',
  });
  const manifest = manifestOf(registry.operations);
  expect(manifest).toMatchObject({ format: 'apollo-persisted-query-manifest', version: 1 });
  expect(manifest.operations.map(({ name, type }) => `${type} ${name}`)).toEqual([
    'mutation A',
    'query B',
    'subscription C',
  ]);
  expect(Object.keys(manifest.operations[0] ?? {})).toEqual(['id', 'name', 'type', 'body']);
});

it.each([
  ['OPERATION_WITHOUT_OWNER', { 'web/a.graphql': 'query A { pet }' }],
  ['OPERATION_UNNAMED', { 'web/a.graphql': '# owner: a\n{ pet }' }],
  ['OPERATION_NOT_ALONE', { 'web/a.graphql': '# owner: a\nquery A { pet } query B { pet }' }],
  ['OPERATION_SYNTAX', { 'web/a.graphql': '# owner: a\nquery A { pet' }],
  ['FRAGMENT_UNKNOWN', { 'web/a.graphql': operation, 'mobile/name.graphql': fragment }],
  ['OPERATION_SYNTAX', { 'web/a.graphql': '' }],
  ['OPERATION_SYNTAX', { 'web/a.graphql': '# owner: a\n' }],
  ['OPERATION_MISPLACED', { 'a.graphql': '# owner: a\nquery A { pet }' }],
  ['OPERATION_MISPLACED', { 'web/a.gql': '# owner: a\nquery A { pet }' }],
  ['OPERATION_MISPLACED', { 'web/a.GraphQL': '# owner: a\nquery A { pet }' }],
  [
    'FRAGMENT_NAME_TAKEN',
    { 'web/a.graphql': `${operation}\n${fragment}`, 'web/a/name.graphql': 'fragment PetName on Pet { id }' },
  ],
  [
    'OPERATION_NAME_TAKEN',
    { 'web/a.graphql': '# owner: a\nquery A { pet }', 'mobile/a.graphql': '# owner: b\nquery A { pet }' },
  ],
])('reports %s with the file', (code, files) => {
  const { problems } = read(files);
  expect(problems.map((problem) => problem.code)).toEqual([code]);
  expect(problems[0]?.places[0]?.file).toMatch(/^operations\/((web|mobile)\/)?a(\/name)?\.(graphql|gql)$/i);
});

it('reads what editors on other systems write', () => {
  const text = `\uFEFF${operation}\n${fragment}\n`.replaceAll('\n', '\r\n');
  const [theirs] = read({ 'web/pet.graphql': text }).operations;
  const [ours] = read({ 'web/pet.graphql': `${operation}\n${fragment}` }).operations;
  expect(theirs).toMatchObject({ owner: 'web-pets', id: ours?.id });
});
