import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../compose/problem.js';
import type { PersistedQueryManifest } from '../operations/manifest.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { PUBLISHED } from './baseline.js';

/**
 * Published operations whose id is no longer registered. A router that takes trusted documents only would refuse the
 * versions of a client that still send them.
 */
export function retiredOperations(
  root: string,
  operations: readonly RegisteredOperation[],
): readonly Problem[] {
  const file = `${PUBLISHED}/operations.json`;
  if (!existsSync(join(root, file))) return [];
  const published = JSON.parse(readFileSync(join(root, file), 'utf8')) as PersistedQueryManifest;
  const ids = new Set(operations.map(({ id }) => id));
  return published.operations
    .filter(({ id }) => !ids.has(id))
    .map(({ name }) => {
      const now = operations.find((operation) => operation.name === name);
      const what = now === undefined ? 'is gone' : `(${now.owner}) has another text, and so another id`;
      const message = `${name} ${what}: clients that send the published one need it as a trusted document.`;
      const hint = 'Keep the old text under another name until the last client that sends it is gone.';
      return { code: 'OPERATION_RETIRED', message, places: [{ file: now?.file ?? file, line: 1 }], hint };
    });
}
