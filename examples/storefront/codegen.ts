import type { CodegenConfig } from '@graphql-codegen/cli';
import { readFileSync } from 'node:fs';

const manifest = new URL('../../schema/operations/manifest.json', import.meta.url);
const { operations } = JSON.parse(readFileSync(manifest, 'utf8')) as {
  operations: { id: string; name: string }[];
};
const ids = new Map(operations.map(({ id, name }) => [name, id]));

/** The id under which the router knows an operation. `npm run codegen` at the root registers new ones. */
function trustedId(text: string): string {
  const name = /\b(?:query|mutation|subscription) (\w+)/.exec(text)?.[1] ?? '';
  const id = ids.get(name);
  if (id === undefined) throw new Error(`${name} is not registered: run npm run codegen at the root first.`);
  return id;
}

const schema = '../../schema/api.graphql';
const documents = '../../schema/operations/web/**/*.graphql';
const common = { useTypeImports: true, enumsAsTypes: true, emitLegacyCommonJSImports: false };
const scalars = { ID: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' };

const config: CodegenConfig = {
  generates: {
    'src/generated/': {
      preset: 'client',
      schema,
      documents,
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: {
          mode: 'embedHashInDocument',
          hashPropertyName: 'hash',
          hashAlgorithm: trustedId,
        },
      },
      config: { ...common, scalars, strictScalars: true },
    },
    'src/generated/possible-types.ts': {
      schema,
      plugins: ['fragment-matcher'],
      config: { ...common, useExplicitTyping: true },
    },
  },
};

export default config;
