import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ACKNOWLEDGEMENTS } from '../check/acknowledgements.js';
import type { Verdict } from '../check/verdict.js';
import type { Composition } from '../compose/compose.js';
import { promisedCalls, PUBLISHED_CALLS } from '../check/promises.js';
import { CHANGELOG, PUBLISHED } from '../check/published.js';
import { readText } from '../graph/files.js';
import { manifestOf } from '../operations/manifest.js';
import type { RegisteredOperation } from '../operations/operation.js';
import type { ServiceCalls } from '../operations/service-calls.js';
import { changelogEntry, withEntry } from './changelog.js';

/** The files of a publication, by path from the repository's root. */
export function publishedFiles(
  { subgraphs, supergraphSdl, apiSdl }: Composition,
  operations: readonly RegisteredOperation[],
  calls: readonly ServiceCalls[] = [],
): ReadonlyMap<string, string> {
  const urls = Object.fromEntries(subgraphs.map(({ name, url }) => [name, url]));
  return new Map([
    [`${PUBLISHED}/supergraph.graphql`, supergraphSdl],
    [`${PUBLISHED}/api.graphql`, apiSdl],
    [`${PUBLISHED}/subgraphs.json`, `${JSON.stringify(urls, null, 2)}\n`],
    [`${PUBLISHED}/operations.json`, `${JSON.stringify(manifestOf(operations), null, 2)}\n`],
    [PUBLISHED_CALLS, `${JSON.stringify(promisedCalls(calls), null, 2)}\n`],
    ...subgraphs.map(({ name, sdl }) => [`${PUBLISHED}/subgraphs/${name}.graphql`, sdl] as const),
  ]);
}

export function isPublished(root: string, files: ReadonlyMap<string, string>): boolean {
  return [...files].every(([file, text]) => {
    const path = join(root, file);
    return existsSync(path) && readText(path, file) === text;
  });
}

/** Writes the judged state as the published one, and moves its acknowledgements into the changelog. */
export function publish(
  root: string,
  files: ReadonlyMap<string, string>,
  verdict: Verdict,
  date: string,
): void {
  const isFirst = !existsSync(join(root, PUBLISHED, 'supergraph.graphql'));
  rmSync(join(root, PUBLISHED), { recursive: true, force: true });
  for (const [file, text] of files) write(root, file, text);
  const changelog = existsSync(join(root, CHANGELOG))
    ? readText(join(root, CHANGELOG), CHANGELOG)
    : undefined;
  write(root, CHANGELOG, withEntry(changelog, changelogEntry(date, verdict.changes, isFirst)));
  write(root, ACKNOWLEDGEMENTS, '[]\n');
}

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
