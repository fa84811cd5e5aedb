import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GeneratedOperation } from './generate-operation.js';
import type { GeneratedSubgraph } from './generate-subgraphs.js';
import type { Trouble } from './values.js';
import { hash } from './random.js';

/** An operation over subgraphs in a mood, whole: it stays what it is when the generators change. */
export interface KeptCase {
  readonly subgraphs: readonly GeneratedSubgraph[];
  readonly operation: GeneratedOperation;
  readonly world: number;
  readonly trouble: Omit<Trouble, 'down'> & { readonly down: readonly string[] };
}

const FOLDER = resolve(import.meta.dirname, '../../../src/execution/testing/kept');

/** Every case that ever failed, and what is hard by design, by name. */
export function keptCases(): readonly (readonly [string, KeptCase])[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as KeptCase] as const);
}

/** Writes down a case that failed, to be run from now on. Commit it with what mends it. */
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
