import type { Problem } from '../compose/problem.js';
import { isRecord, listOf, readJson, withTexts, workingTree } from '../graph/files.js';
import type { PersistedQueryManifest } from '../operations/manifest.js';
import type { RegisteredOperation } from '../operations/operation.js';
import { operationsIn } from '../operations/service-calls.js';
import { PUBLISHED, wasPublished } from './baseline.js';

const isManifest = (value: unknown): value is PersistedQueryManifest =>
  isRecord(value) && listOf(withTexts('id', 'name', 'body'))(value.operations);

/** Where the trusted documents that clients were last promised stand. */
const MANIFEST = `${PUBLISHED}/operations.json`;

export function readRetiredOperations(
  root: string,
  registered: readonly RegisteredOperation[],
): readonly RegisteredOperation[] {
  if (!wasPublished(root)) return [];
  const published = readJson(workingTree(root), MANIFEST, isManifest, 'a manifest of trusted documents');
  return retiredOperations(MANIFEST, published.operations, registered);
}

/**
 * Published operations whose id is no longer registered. Clients in the field still send them: until their retirement
 * is published too, they are asked about like the registered ones.
 */
export function retiredOperations(
  file: string,
  published: PersistedQueryManifest['operations'],
  registered: readonly RegisteredOperation[],
): readonly RegisteredOperation[] {
  const ids = new Set(registered.map(({ id }) => id));
  return published
    .filter(({ id }) => !ids.has(id))
    .flatMap(({ name, body }) => {
      const now = registered.find((operation) => operation.name === name);
      const owner = now === undefined ? 'clients in the field' : `${now.owner}, as published`;
      return operationsIn('published', now?.file ?? file, body).map((operation) => ({ ...operation, owner }));
    });
}

/** A router that takes trusted documents only would refuse the versions of a client that still send them. */
export function tellRetired(
  retired: readonly RegisteredOperation[],
  operations: readonly RegisteredOperation[],
): readonly Problem[] {
  return retired.map(({ name, file }) => {
    const now = operations.find((operation) => operation.name === name);
    const what = now === undefined ? 'is gone' : `(${now.owner}) has another text, and so another id`;
    const message = `${name} ${what}: clients that send the published one need it as a trusted document.`;
    const hint = 'Keep the old text under another name until the last client that sends it is gone.';
    return { code: 'OPERATION_RETIRED', message, places: [{ file, line: 1 }], hint };
  });
}
