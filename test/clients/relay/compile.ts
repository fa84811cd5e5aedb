import { execFile } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../..');
const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js');

/** The artifacts that the Relay compiler made of the module `shop`, by name. */
export interface RelayArtifacts {
  read(name: string): Promise<unknown>;
  /** The path of the persisted documents, written when `persisted` is set. */
  readonly manifest: string;
}

/** Runs the Relay compiler on one module with these documents, in an empty folder. */
export async function compileRelay(
  folder: string,
  documents: readonly string[],
  { persisted = false } = {},
): Promise<RelayArtifacts> {
  const source = join(folder, 'src');
  const manifest = join(folder, 'persisted.json');
  await mkdir(source, { recursive: true });
  const tags = documents.map((text) => `graphql\`${text}\`;`).join('\n');
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(source, 'shop.js'), `import { graphql } from 'relay-runtime';\n${tags}\n`);
  await symlink(join(root, 'schema/api.graphql'), join(folder, 'schema.graphql'));
  if (persisted) await writeFile(manifest, '{}');
  const config = {
    src: './src',
    schema: './schema.graphql',
    language: 'javascript',
    eagerEsModules: true,
    ...(persisted ? { persistConfig: { file: './persisted.json', algorithm: 'SHA256' } } : {}),
  };
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config));
  await promisify(execFile)(process.execPath, [compiler, '--repersist', './relay.config.json'], {
    cwd: folder,
  });
  return {
    manifest,
    async read(name) {
      const path = join(source, '__generated__', `${name}.graphql.js`);
      return ((await import(path)) as { default: unknown }).default;
    },
  };
}
