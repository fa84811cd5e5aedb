import { generate } from '@graphql-codegen/cli';
import { GraphQLClient } from 'graphql-request';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DocumentNode } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedSupergraph } from '../../e2e/support/supergraph.js';

const root = resolve(import.meta.dirname, '../../..');

let url: string;
let folder: string;
beforeAll(async () => {
  ({ url } = await sharedSupergraph());
  // A folder in the repository, so that generated files can resolve their imports.
  folder = await mkdtemp(join(root, 'node_modules/.client-preset-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('the client preset makes typed documents of an application, which graphql-request sends', async () => {
  const query =
    'query First($first: Int) { products(first: $first) { nodes { id price { amount currency } } } }';
  const application = join(folder, 'application.ts');
  await writeFile(
    application,
    `import { graphql } from './gql/index.js';\nexport const first = graphql(\`${query}\`);\n`,
  );
  await generate(
    {
      schema: join(root, 'schema/api.graphql'),
      documents: [application],
      generates: { [`${folder}/gql/`]: { preset: 'client', config: { useTypeImports: true } } },
      silent: true,
    },
    true,
  );
  const { first } = (await import(application)) as { first: DocumentNode };
  const { products } = await new GraphQLClient(url).request<{ products: { nodes: object[] } }>(first, {
    first: 2,
  });
  expect(products.nodes).toHaveLength(2);
});
