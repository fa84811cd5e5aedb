import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import { wholeInputs } from './scripts/eslint/whole-inputs.mjs';

export default tseslint.config(
  {
    ignores: [
      'scripts/new-subgraph/template',
      '**/node_modules',
      '**/dist',
      '**/generated',
      'coverage',
      'bench/results',
      '**/*.cjs',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  prettier,
  {
    // One TypeScript program for the whole repository: the project service would build one for each workspace and take
    // three times the memory.
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ['error', 15],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Named exports only: a name is found by searching for it.',
        },
        {
          selector:
            "CallExpression[callee.object.name='vi'][callee.property.name='waitFor'][arguments.length=1]",
          message: 'vi.waitFor gives up after one second, too soon for a busy machine: use expect.poll.',
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment, once.' },
        {
          object: 'AbortSignal',
          property: 'any',
          message: 'Node 20 collects a time-out that only a combined signal refers to: use abortAfter.',
        },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['**/config.ts', '**/*.config.ts', '**/codegen.ts', '**/test/**', '**/*.test.ts', '**/testing/**'],
    rules: { 'no-restricted-properties': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.config.{ts,mjs}', '**/codegen.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Mongoose accepts plain objects where its types require the class of a schema type.
    files: ['**/models/**'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    files: ['subgraphs/*/src/**/*.ts'],
    plugins: { supergraph: { rules: { 'whole-inputs': wholeInputs } } },
    rules: { 'supergraph/whole-inputs': 'error' },
  },
  {
    // The root install does not include the storefront's packages, so rules that need their types cannot run here. The
    // storefront's own build checks its types.
    files: ['examples/storefront/**/*.{ts,tsx}'],
    ignores: ['examples/storefront/test/**'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: false } },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      parserOptions: { project: false },
      globals: {
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        Headers: 'readonly',
        performance: 'readonly',
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        fetch: 'readonly',
      },
    },
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
);
