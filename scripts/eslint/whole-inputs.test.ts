import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const parserOptions = {
  // The types of one subgraph load faster than those of the whole repository.
  project: './subgraphs/products/tsconfig.json',
  // With CI=true the parser would read the file from the disk instead of the given text.
  disallowAutomaticSingleRunInference: true,
};
const eslint = new ESLint({ cwd: repository, overrideConfig: { languageOptions: { parserOptions } } });

const LOAD_LIMIT_MS = 240_000;

/** The fields of `UpdateProductInput` that the rule reports as unread. */
async function unread(body: string): Promise<string[]> {
  const code = `
    import type { MutationResolvers, UpdateProductInput } from '../generated/resolvers.js';
    declare function take(value: object): null;
    declare function store(value: Pick<UpdateProductInput, 'id' | 'name'>): null;
    declare function storeAll(value: UpdateProductInput): null;
    export const Mutation = { updateProduct: ${body} } satisfies MutationResolvers;
    export const used = [take, store, storeAll];`;
  const [result] = await eslint.lintText(code, {
    filePath: resolve(repository, 'subgraphs/products/src/resolvers/mutation.ts'),
  });
  return (result?.messages ?? []).flatMap(({ ruleId, message }) => {
    if (ruleId === null) throw new Error(message);
    return ruleId === 'supergraph/whole-inputs' ? [message.split(' ')[0] ?? ''] : [];
  });
}

const all = ['id', 'name', 'description', 'price', 'categoryId'].map(
  (field) => `UpdateProductInput.${field}`,
);

it.each([
  ['all, when nothing is read', '(_root, { input }) => (input === null ? null : null)', all],
  [
    'those that are not named',
    '(_root, { input }) => take([input.id, input.name, input.price])',
    [all[2], all[4]],
  ],
  [
    'those that no pattern names',
    '(_root, { input: { id, name } }) => take([id, name])',
    [all[2], all[3], all[4]],
  ],
  [
    'those that the function called does not know',
    '(_root, { input }) => store(input)',
    [all[2], all[3], all[4]],
  ],
  [
    'those that neither a pattern nor a function takes',
    '(_root, { input }) => { const { price } = input; return take([price, store(input)]); }',
    [all[2], all[4]],
  ],
  ['none, when the whole input goes on', '(_root, { input }) => storeAll(input)', []],
  ['none, when the whole input is spread', '(_root, { input }) => storeAll({ ...input })', []],
  [
    'none, when all are named',
    '(_root, { input: { id, ...rest } }) => { const { name, price } = rest; return take([id, name, price, rest]); }',
    [],
  ],
])(
  'says which fields of an input are unread: %s',
  async (_name, body, fields) => {
    expect((await unread(body)).sort()).toEqual([...fields].sort());
  },
  LOAD_LIMIT_MS,
);
