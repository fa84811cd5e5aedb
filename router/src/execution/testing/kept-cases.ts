import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GeneratedOperation } from './generate-operation.js';
import type { GeneratedSubgraph } from './generate-subgraphs.js';
import type { Trouble } from './values.js';
import { hash } from './random.js';

/** An operation over written-out subgraphs, which stays the same when the generators change. */
export interface KeptCase {
  readonly subgraphs: readonly GeneratedSubgraph[];
  readonly operation: GeneratedOperation;
  readonly world: number;
  readonly trouble: Omit<Trouble, 'down'> & { readonly down: readonly string[] };
}

const FOLDER = resolve(import.meta.dirname, '../../../src/execution/testing/kept');

/** Every case that ever failed, and cases that are hard by design, by name. */
export function keptCases(): readonly (readonly [string, KeptCase])[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as KeptCase] as const);
}

/** Saves a failed case, to run from now on. Commit it with its fix. */
export function keepCase({
  subgraphs,
  operation,
  world,
  trouble,
}: Omit<KeptCase, 'trouble'> & { readonly trouble: Trouble }): void {
  const kept = { subgraphs, operation, world, trouble: { ...trouble, down: [...trouble.down] } };
  const text = `${JSON.stringify(kept, null, 2)}\n`;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${hash(text).toString(16)}.json`), text);
}
