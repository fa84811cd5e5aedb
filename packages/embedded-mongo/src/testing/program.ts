import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const HERE = import.meta.dirname;
const PROGRAM = resolve(HERE, '../../dist/test/main.mjs');
let built = false;

/**
 * The stand-alone server as one file, bundled from the source once per test worker. It starts in a fifth of the time of
 * a TypeScript loader.
 */
export function program(): string {
  if (built) return PROGRAM;
  const { outputFiles } = buildSync({
    entryPoints: [resolve(HERE, '../main.ts')],
    write: false,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  mkdirSync(dirname(PROGRAM), { recursive: true });
  // Replaced atomically: another worker may be starting the file.
  const fresh = `${PROGRAM}.${process.pid}`;
  writeFileSync(fresh, outputFiles[0]?.contents ?? '');
  renameSync(fresh, PROGRAM);
  built = true;
  return PROGRAM;
}
