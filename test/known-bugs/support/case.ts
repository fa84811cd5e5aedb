import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Data } from './data.js';

/** One publicly reported bug, with a schema, data and operations that reproduce it. */
export interface KnownBug {
  /** The name of the case's folder. */
  readonly name: string;
  /** The URL of the report. */
  readonly report: string;
  readonly about: string;
  readonly subgraphs: readonly SubgraphSource[];
  readonly data: Data;
  readonly operations: readonly ExpectedOperation[];
}

export interface SubgraphSource {
  readonly name: string;
  readonly sdl: string;
}

export interface ExpectedOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The correct `data`. Absent when the operation must be refused. */
  readonly answer?: Readonly<Record<string, unknown>>;
  /** The response paths at which an error must be reported. Absent when the answer must have no errors. */
  readonly errors?: readonly (readonly (string | number)[])[];
}

const FOLDER = resolve(import.meta.dirname, '..');

/** The header of subgraphs that have no `@link` of their own. */
const HEADER =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible", "@tag"])\n';

/** Reads all cases, sorted by name. */
export function readCases(): readonly KnownBug[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'support')
    .map(({ name }) => readCase(join(FOLDER, name)))
    .sort((one, other) => one.name.localeCompare(other.name));
}

function readCase(folder: string): KnownBug {
  const written = parse(readFileSync(join(folder, 'case.yaml'), 'utf8')) as Omit<
    KnownBug,
    'name' | 'subgraphs'
  >;
  const subgraphs = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => ({
      name: basename(file, '.graphql'),
      sdl: withHeader(readFileSync(join(folder, file), 'utf8')),
    }));
  return { ...written, name: basename(folder), subgraphs };
}

function withHeader(sdl: string): string {
  return sdl.includes('@link(') ? sdl : HEADER + sdl;
}
