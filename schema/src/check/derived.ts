import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import { readText } from '../graph/files.js';
import { manifestOf } from '../operations/manifest.js';
import type { RegisteredOperation } from '../operations/operation.js';

/** The files generated from the subgraphs' SDL and the operations, by path from the repository's root. */
export function derivedFiles(
  { supergraphSdl, apiSdl }: Composition,
  operations: readonly RegisteredOperation[],
): ReadonlyMap<string, string> {
  return new Map([
    ['schema/supergraph.graphql', supergraphSdl],
    ['schema/api.graphql', apiSdl],
    ['schema/operations/manifest.json', `${JSON.stringify(manifestOf(operations), null, 2)}\n`],
  ]);
}

/** The files that differ from their expected contents. With them, the router would not run the checked graph. */
export function staleFiles(root: string, files: ReadonlyMap<string, string>): readonly Problem[] {
  return [...files].flatMap(([file, text]) => {
    const path = join(root, file);
    if (existsSync(path) && readText(path, file) === text) return [];
    const message = `${file} is not up to date with its sources.`;
    const hint = 'Run `npm run codegen` and commit what it writes.';
    return [{ code: 'FILE_STALE', message, places: [{ file, line: 1 }], hint }];
  });
}
