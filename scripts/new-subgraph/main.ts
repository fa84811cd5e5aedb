// Creates a subgraph of the same structure as the others: its folder, its entry in schema/subgraphs.json, and the
// generated files.
// Usage: npm run new:subgraph NAME [ENTITY]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { format, getFileInfo, resolveConfig } from 'prettier';
import {
  LIST,
  repositorySubgraphs,
  UsageError,
  type ListedSubgraph,
} from '../../schema/src/graph/subgraph-list.js';
import { subgraphNames, type SubgraphNames } from './names.js';

const repository = resolve(import.meta.dirname, '../..');
const template = join(import.meta.dirname, 'template');

type Subgraphs = Readonly<Record<string, ListedSubgraph>>;

async function main([name, entity]: readonly string[]): Promise<void> {
  const subgraphs: Subgraphs = repositorySubgraphs();
  const names = subgraphNames(name, entity, Object.keys(subgraphs));
  if (typeof names === 'string') throw new UsageError(names);
  const folder = `subgraphs/${names.plural}`;
  if (existsSync(join(repository, folder)))
    throw new UsageError(`${folder} is there already: delete it, or choose another name.`);

  const port = Math.max(4000, ...Object.values(subgraphs).map(({ url }) => Number(new URL(url).port))) + 1;
  await copyTemplate(folder, names, port);
  const entry = { url: `http://127.0.0.1:${port}/graphql`, sdl: `${folder}/schema.graphql` };
  await write(LIST, JSON.stringify({ ...subgraphs, [names.plural]: entry }));
  // The lockfile needs no network: another subgraph already uses every version.
  run(folder, 'npm install --package-lock-only --offline --ignore-scripts --no-audit --silent');
  run(folder, 'npm run --silent codegen');
  process.stdout.write(`${folder} is there, on port ${port}, with the entity ${names.Entity}.

  npm run dev                                            everything, the new subgraph with it
  npx vitest run --project unit ${folder}${' '.repeat(Math.max(1, 24 - folder.length))} its tests
  node deploy/make-secrets.mjs                           its secrets, when you run the containers

docs/tutorial.md goes on from here.
`);
}

async function copyTemplate(folder: string, names: SubgraphNames, port: number): Promise<void> {
  const dependencies = await versionsInUse();
  const files = (await readdir(template, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(template.length + 1));
  for (const file of files) {
    const text = (await readFile(join(template, file), 'utf8'))
      .replaceAll('"FROM_PRODUCTS"', (_match, at: number, whole: string) =>
        versionOf(whole, at, dependencies),
      )
      .replaceAll('4999', String(port));
    await write(join(folder, renamed(file, names)), renamed(text, names));
  }
}

/** Replaces the names of the template's entity, the widget. */
function renamed(text: string, { plural, Plural, entity, Entity }: SubgraphNames): string {
  return text
    .replaceAll('widgets', plural)
    .replaceAll('Widgets', Plural)
    .replaceAll('widget', entity)
    .replaceAll('Widget', Entity);
}

/** The version of the package whose name comes before a position in a manifest. */
function versionOf(manifest: string, at: number, versions: Readonly<Record<string, string>>): string {
  const name = /"([^"]+)": $/.exec(manifest.slice(0, at))?.[1] ?? '';
  const version = versions[name];
  if (version === undefined) throw new Error(`subgraphs/products has no dependency ${name}`);
  return JSON.stringify(version);
}

async function versionsInUse(): Promise<Readonly<Record<string, string>>> {
  const manifest = await readFile(join(repository, 'subgraphs/products/package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
  return dependencies;
}

async function write(path: string, text: string): Promise<void> {
  const file = join(repository, path);
  const { inferredParser, ignored } = await getFileInfo(file, {
    ignorePath: join(repository, '.prettierignore'),
  });
  const style = await resolveConfig(file);
  const formatted =
    inferredParser === null || ignored ? text : await format(text, { ...style, parser: inferredParser });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, formatted);
}

/** @throws UsageError that says how to finish or undo the work, when the command fails or is interrupted */
function run(folder: string, command: string): void {
  const { status } = spawnSync(command, {
    shell: true,
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0 && !isInterrupted) return;
  throw new UsageError(
    `${folder} is written, but \`${command}\` did not finish. To go on, remove the cause and run ` +
      `\`npm install --package-lock-only && npm run codegen\`. To undo it, delete ${folder} and its entry in ${LIST}, ` +
      'and run the same commands.',
  );
}

// The commands that run end at Ctrl-C by themselves, and this program then says what is left to do.
let isInterrupted = false;
process.on('SIGINT', () => (isInterrupted = true));

await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
