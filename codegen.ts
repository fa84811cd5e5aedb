import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { manifestOf } from './schema/src/operations/manifest.js';
import { repositorySubgraphNames } from './schema/src/graph/subgraph-list.js';
import { workingTree } from './schema/src/graph/working-tree.js';
import { readRegistry } from './schema/src/operations/registry.js';
import { typedDocuments } from './schema/src/operations/typed-documents.js';

const scalars = {
  ID: { input: 'string', output: 'string' },
  DateTime: { input: 'Date', output: 'Date' },
  Decimal: { input: 'string', output: 'string' },
  CurrencyCode: { input: 'string', output: 'string' },
  _FieldSet: { input: 'string', output: 'string' },
};

/**
 * Options of all generated files: types only, in syntax that Node can strip, so that Node can import the files
 * directly.
 */
const types = {
  strictScalars: true,
  enumType: 'string-literal',
  enumsAsTypes: true,
  immutableTypes: true,
  useTypeImports: true,
  emitLegacyCommonJSImports: false,
  importExtension: '.js',
};

/**
 * A subgraph's mappers.json gives, for a GraphQL type, the TypeScript type that its resolvers receive. A GraphQL type
 * without an entry has the shape of the schema, with mapped types for its fields. The mappers of connections and edges
 * are derived from the mapper of their node.
 */
function mappersOf(subgraph: string, sdl: string): Record<string, string> {
  const own = JSON.parse(readFileSync(`subgraphs/${subgraph}/mappers.json`, 'utf8')) as Record<
    string,
    string
  >;
  const mappers = { ...own };
  for (const [, node] of sdl.matchAll(/^type (\w+)Connection\b/gm)) {
    const name = node && own[node]?.split('#')[1];
    if (name === undefined) continue;
    mappers[`${node}Connection`] ??= `@supergraph/service-kit#Connection<${name}Model>`;
    mappers[`${node}Edge`] ??= `@supergraph/service-kit#Edge<${name}Model>`;
  }
  return mappers;
}

function resolversOf(subgraph: string): readonly [file: string, CodegenConfig['generates'][string]] {
  const schema = `subgraphs/${subgraph}/schema.graphql`;
  return [
    `subgraphs/${subgraph}/src/generated/resolvers.ts`,
    {
      schema,
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        ...types,
        scalars,
        federation: true,
        contextType: '../context.js#Context',
        mappers: mappersOf(subgraph, readFileSync(schema, 'utf8')),
        mapperTypeSuffix: 'Model',
        // A resolver may return undefined where the schema allows null.
        maybeValue: 'T | null | undefined',
        // A member of a union carries its `__typename`, so unions need no type resolver.
        resolversNonOptionalTypename: { unionMember: true },
        makeResolverTypeCallable: true,
      },
    },
  ];
}

/** The client preset without its `graphql()` function: documents are imported by name from graphql.ts. */
const documentsOnly: typeof clientPreset = {
  ...clientPreset,
  buildGeneratesSection: async (options) => {
    const files = await clientPreset.buildGeneratesSection(options);
    return files.filter((file) => file.filename.endsWith('/graphql.ts'));
  },
};

/**
 * The orders subgraph's operations against the products subgraph's own schema, because the public graph has no stock
 * mutations.
 */
function ordersToProducts(): CodegenConfig['generates'] {
  const documents = 'subgraphs/orders/src/data';
  if (!existsSync(`${documents}/products`)) return {};
  return {
    'subgraphs/orders/src/generated/products/': {
      preset: documentsOnly,
      schema: 'subgraphs/products/schema.graphql',
      documents: [`${documents}/**/*.graphql`],
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: { ...types, scalars: { ...scalars, DateTime: 'string' }, documentMode: 'string' },
    },
  };
}

const { operations, problems } = readRegistry(workingTree(import.meta.dirname));
if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));

/**
 * The clients' operations: types from the generator, and documents from our own plugin, which adds the trusted
 * document's id.
 */
const clientOperations: typeof clientPreset = {
  ...documentsOnly,
  buildGeneratesSection: async (options) => {
    const files = await documentsOnly.buildGeneratesSection(options);
    return files.map((file) => {
      const plugins: typeof file.plugins = [
        { add: { content: "import type { OperationDocument } from '../operations/document.js';" } },
        { 'typescript-operations': {} },
        { documents: {} },
      ];
      const pluginMap = { ...file.pluginMap, documents: { plugin: () => typedDocuments(operations) } };
      return { ...file, plugins, pluginMap };
    });
  },
};

writeFileSync('schema/operations/manifest.json', `${JSON.stringify(manifestOf(operations), null, 2)}\n`);

const config: CodegenConfig = {
  generates: {
    ...Object.fromEntries(repositorySubgraphNames().map(resolversOf)),
    ...ordersToProducts(),
    'schema/src/generated/': {
      preset: clientOperations,
      schema: 'schema/api.graphql',
      documents: ['schema/operations/*/**/*.graphql'],
      presetConfig: { fragmentMasking: false, skipIndexFile: true },
      config: { ...types, scalars: { ...scalars, DateTime: 'string' } },
    },
  },
};

export default config;
