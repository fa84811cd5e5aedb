// Transpiles every workspace's src/ to dist/, file by file, so that development, the end-to-end tests and the images
// all run the same plain JavaScript. `npm run typecheck` checks the types.
// Usage: node scripts/build.mjs [WORKSPACE...]   (default: all workspaces)
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');

/** Directories that hold a workspace with a `src` folder. */
async function workspaces() {
  const nested = await Promise.all(
    ['packages', 'subgraphs'].map(async (parent) => {
      const names = await readdir(join(root, parent));
      return names.map((name) => join(root, parent, name));
    }),
  );
  return [...nested.flat(), join(root, 'router'), join(root, 'schema'), join(root, 'local')];
}

async function sources(workspace) {
  const entries = await readdir(join(workspace, 'src'), { recursive: true }).catch(() => []);
  return entries
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(workspace, 'src', name));
}

/** Builds one workspace. esbuild prints the problems itself. */
async function buildWorkspace(workspace, entryPoints) {
  try {
    const { outputFiles } = await build({
      entryPoints,
      write: false,
      outdir: join(workspace, 'dist'),
      outbase: join(workspace, 'src'),
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: true,
      logLevel: 'warning',
    });
    for (const { path, contents } of outputFiles) await replace(path, contents);
  } catch (error) {
    if (error.errors === undefined) throw error;
    process.exit(1);
  }
}

/** Leaves a file alone that is the same, and replaces others whole: another process may start from them meanwhile. */
async function replace(path, contents) {
  const existing = await readFile(path).catch(() => undefined);
  if (existing?.equals(contents)) return;
  const whole = `${path}.${process.pid}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(whole, contents);
  await rename(whole, path);
}

const named = process.argv.slice(2).map((folder) => join(root, folder));
for (const workspace of named.length > 0 ? named : await workspaces()) {
  const entryPoints = await sources(workspace);
  if (entryPoints.length === 0) continue;
  await buildWorkspace(workspace, entryPoints);
}
