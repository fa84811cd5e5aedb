import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { z } from 'zod';
import type { MatrixField } from './fields.js';

const root = resolve(import.meta.dirname, '../../..');

const probesFile = z.strictObject({
  /** By type: the root field, with arguments, that returns an object of it. */
  reached: z.record(z.string(), z.string()),
  /** By root field: a call with arguments. A mutation's call must change nothing, even for a caller who is allowed. */
  called: z.record(z.string(), z.string()),
});

/** Each subgraph's folder with its probes and its authorization matrix, which its team maintains. */
const folders = Object.fromEntries(
  Object.entries(repositorySubgraphs()).map(([name, { sdl }]) => [
    name,
    join(root, dirname(sdl), 'authorization'),
  ]),
);

const probes = Object.entries(folders).map(([name, folder]) => {
  const file = join(folder, 'probes.json');
  return { name, file, ...probesFile.parse(JSON.parse(readFileSync(file, 'utf8'))) };
});

/** The operation that tests whether a caller gets a field, and the response path of the field. */
export function probe({ type, field, composite }: MatrixField): { query: string; path: readonly string[] } {
  const selection = composite ? ' { __typename }' : '';
  const name = `${type}.${field}`;
  if (type === 'Query' || type === 'Mutation' || type === 'Subscription') {
    const call = probes.find(({ called }) => called[name] !== undefined)?.called[name];
    if (call === undefined) throw new Error(`${name} has no probe: say under "called" in ${filesNamed()}.`);
    return { query: `${type.toLowerCase()} { ${call}${selection} }`, path: [field] };
  }
  const way = probes.find(({ reached }) => reached[type] !== undefined)?.reached[type];
  if (way === undefined) throw new Error(`${type} has no probe: say under "reached" in ${filesNamed()}.`);
  return { query: `{ ${way} { ${field}${selection} } }`, path: [way.split('(')[0] ?? '', field] };
}

function filesNamed(): string {
  return 'subgraphs/<its subgraph>/authorization/probes.json how it is asked for';
}

/**
 * The matrix file with a field's row: that of the subgraph that resolves the field. If several subgraphs can, that of
 * the subgraph whose probes have the field's type.
 */
export function matrixFileOf({ type, graph }: MatrixField): string {
  const owner = graph ?? probes.find(({ reached }) => reached[type] !== undefined)?.name;
  const folder = owner === undefined ? undefined : folders[owner];
  if (folder === undefined) throw new Error(`${type} belongs to no subgraph of the list.`);
  return join(folder, 'matrix.md');
}

/** The matrix files of all subgraphs. */
export function matrixFiles(): readonly string[] {
  return Object.values(folders).map((folder) => join(folder, 'matrix.md'));
}
