// Puts one built service into a folder of its own, where `npm ci --omit=dev -w WORKSPACE` completes it: what the image
// is made of, and what the test starts with plain Node.
// Usage: npm run build && node deploy/assemble.mjs router|subgraphs/NAME FOLDER
import { cp, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { repositorySubgraphs } from '../schema/dist/graph/subgraph-list.js';

const root = resolve(import.meta.dirname, '..');

/** Files a service reads beside its own code. */
const alsoNeeded = {
  router: ['schema/supergraph.graphql', 'schema/operations', 'router/explorer'],
  ...Object.fromEntries(Object.values(repositorySubgraphs()).map(({ sdl }) => [dirname(sdl), [sdl]])),
};

const [workspace, target] = process.argv.slice(2);
if (!(workspace in alsoNeeded) || target === undefined) {
  console.error(`usage: node deploy/assemble.mjs ${Object.keys(alsoNeeded).join('|')} FOLDER`);
  process.exit(1);
}

// npm needs all manifests that the lockfile knows, and installs those of the workspace it is asked for.
const manifests = await workspaceManifests();
for (const path of ['package.json', 'package-lock.json', '.npmrc', ...manifests]) await copy(path);
for (const folder of await withOurDependencies(workspace)) await copy(join(folder, 'dist'));
for (const path of alsoNeeded[workspace]) await copy(path);

async function workspaceManifests() {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const folders = Object.keys(lock.packages).filter((path) => path !== '' && !path.includes('node_modules'));
  return folders.map((folder) => join(folder, 'package.json'));
}

/** The workspace, and those of ours that it depends on, as folders. */
async function withOurDependencies(folder, found = new Set()) {
  found.add(folder);
  const { dependencies = {} } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies).filter((name) => name.startsWith('@supergraph/'))) {
    await withOurDependencies(`packages/${name.split('/')[1]}`, found);
  }
  return found;
}

/** All but what exists for tests: a service that can be told to fail has no place in an image. */
async function copy(path) {
  const filter = (source) => !source.endsWith(join('dist', 'testing'));
  await cp(join(root, path), join(target, path), { recursive: true, filter });
}
