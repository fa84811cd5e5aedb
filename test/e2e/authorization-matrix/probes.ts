import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { repositorySubgraphs } from '@supergraph/schema/subgraphs';
import { z } from 'zod';
import type { MatrixField } from './fields.js';

const root = resolve(import.meta.dirname, '../../..');

const probesFile = z.strictObject({
  /** How an object of a type is reached. */
  reached: z.record(z.string(), z.string()),
  /** Calls of root fields, with arguments. Those of mutations change nothing for whoever may call them. */
  called: z.record(z.string(), z.string()),
});

/** The folder of each subgraph in which its team says how its fields are asked for and who gets them. */
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

/** The operation that shows whether a caller gets a field, and where in its answer the field is. */
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

/** The file that has a field's row: that of the subgraph which resolves it or, where several do, of the one that reaches its type. */
export function matrixFileOf({ type, graph }: MatrixField): string {
  const owner = graph ?? probes.find(({ reached }) => reached[type] !== undefined)?.name;
  const folder = owner === undefined ? undefined : folders[owner];
  if (folder === undefined) throw new Error(`${type} belongs to no subgraph of the list.`);
  return join(folder, 'matrix.md');
}

/** The files of all subgraphs. */
export function matrixFiles(): readonly string[] {
  return Object.values(folders).map((folder) => join(folder, 'matrix.md'));
}
