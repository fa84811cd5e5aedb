import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { sharedSupergraph } from '../support/supergraph.js';
import { answerBelow, codeBlocks, noteOf, unfencedCommands, type CodeBlock } from './code-blocks.js';
import { runBlock } from './run-block.js';

const repository = resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(repository, file), 'utf8');

const documents = readdirSync(join(repository, 'docs'), { recursive: true, encoding: 'utf8' });
const files = [
  ...['README.md', 'CONTRIBUTING.md', 'AGENTS.md', 'SECURITY.md'],
  ...documents.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const blocks = files.flatMap((file) => codeBlocks(file, read(file)));

/** `npm run test:tutorial` runs the steps of the tutorial in order. */
const TUTORIAL = 'docs/tutorial.md';

/** The blocks of commands to run: all without a note `not run: reason`. */
const commands = blocks.filter(
  (block) => block.language === 'sh' && block.file !== TUTORIAL && noteOf(block, 'not run') === undefined,
);

const BLOCK_TIMEOUT_MS = 300_000;

describe('the documents', () => {
  it.each(commands.map((block): [string, CodeBlock] => [`${block.file}:${block.line}`, block]))(
    'have commands that work: %s',
    async (_name, block) => {
      const { url, mongoUri } = await sharedSupergraph();
      const addresses = {
        'http://localhost:4000/graphql': url,
        'localhost:4000/graphql': url,
        'mongodb://127.0.0.1:27017': mongoUri.replace(/\/$/, ''),
      };
      const printed = await runBlock(block, { addresses }, noteOf(block, 'runs until'));
      if (block.text.includes('/graphql')) expect(JSON.parse(printed)).not.toHaveProperty('errors');
      const answer = answerBelow(block, blocks);
      if (answer !== undefined)
        expect(shapeOf(JSON.parse(printed))).toEqual(shapeOf(JSON.parse(answer.text)));
    },
    BLOCK_TIMEOUT_MS,
  );

  it.each(files)('have all commands in blocks that this test finds: %s', (file) => {
    expect(unfencedCommands(read(file))).toEqual([]);
  });

  it.each(files)('name scripts that there are: %s', (file) => {
    // The scripts of bench/ are run in that folder.
    const scripts = { ...scriptsOf('package.json'), ...scriptsOf('bench/package.json') };
    const named = read(file).matchAll(/npm run (?:--silent )?(\w[\w:-]*)/g);
    const unknown = [...named].map(([, name = '']) => name).filter((name) => scripts[name] === undefined);
    expect(unknown).toEqual([]);
  });

  it.each(files)('link to files that there are: %s', (file) => {
    const links = read(file).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g);
    const paths = [...links].map(([, path = '']) => path);
    expect(paths.filter((path) => !existsSync(join(repository, dirname(file), path)))).toEqual([]);
  });

  it('show GraphQL and JSON that can be parsed', () => {
    for (const { language, text } of blocks) {
      if (language === 'graphql') expect(() => parse(text)).not.toThrow();
      if (language === 'json') expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
  });
});

function scriptsOf(file: string): Readonly<Record<string, string>> {
  return (JSON.parse(read(file)) as { scripts: Record<string, string> }).scripts;
}

/** Replaces the scalars in a value by their types, because stock and totals change during the other tests. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]));
}
