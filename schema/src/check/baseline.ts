import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, GraphQLError, Source } from 'graphql';
import { UsageError } from '../commands/usage-error.js';
import { compose } from '../compose/compose.js';
import { formatProblem } from '../compose/format.js';
import { supergraphDocument } from '../diff/supergraph-elements.js';
import { isText, readJson, readText, recordOf, workingTree, type ReadFile } from '../graph/files.js';
import { gitRevision, readSubgraphs } from '../graph/repository.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import type { Baseline } from './judge.js';

/** What clients can rely on now, as last published. */
export const PUBLISHED = 'schema/published';

/** Where every publication is told. */
export const CHANGELOG = 'schema/CHANGELOG.md';

const SUPERGRAPH = `${PUBLISHED}/supergraph.graphql`;
const API = `${PUBLISHED}/api.graphql`;

/** The published state; nothing before the first publication. */
export function publishedBaseline(root: string): Baseline | undefined {
  if (!wasPublished(root)) return undefined;
  const read = workingTree(root);
  const supergraphSdl = read(SUPERGRAPH);
  supergraphDocument(supergraphSdl, SUPERGRAPH);
  return {
    name: PUBLISHED,
    subgraphs: publishedSubgraphs(read),
    supergraphSdl,
    api: buildSchema(new Source(read(API), API), { assumeValid: true }),
  };
}

/** What was promised once stays promised: a file or folder that is lost does not make every change safe. */
export function wasPublished(root: string): boolean {
  if (existsSync(join(root, PUBLISHED))) return true;
  return existsSync(join(root, CHANGELOG)) && /^## /m.test(readText(join(root, CHANGELOG), CHANGELOG));
}

const isUrls = recordOf(isText);

function publishedSubgraphs(read: ReadFile): readonly Subgraph[] {
  const urls = readJson(read, `${PUBLISHED}/subgraphs.json`, isUrls, 'an object of addresses by name');
  return Object.entries(urls).map(([name, url]) => {
    const file = `${PUBLISHED}/subgraphs/${name}.graphql`;
    return subgraph({ name, url, file, sdl: read(file) });
  });
}

/** The graph as a commit, branch or tag has it. */
export function gitBaseline(root: string, ref: string): Baseline {
  const result = compose(subgraphsAt(root, ref));
  if (!result.ok) {
    const problems = result.errors.map((error) => formatProblem('error', error)).join('');
    throw new UsageError(
      `The graph of ${ref} does not compose, so nothing can be compared with it.\n${problems}`,
    );
  }
  const { subgraphs, supergraphSdl, api } = result.composition;
  return { name: ref, subgraphs, supergraphSdl, api };
}

function subgraphsAt(root: string, ref: string): readonly Subgraph[] {
  try {
    return readSubgraphs(gitRevision(root, ref));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new UsageError(`The graph of ${ref} cannot be read: ${error.message}`);
  }
}
