import { buildSchema, GraphQLError, Source } from 'graphql';
import { UsageError } from '../graph/usage-error.js';
import { compose } from '../compose/compose.js';
import { formatProblem } from '../compose/format.js';
import { supergraphDocument } from '../diff/supergraph-elements.js';
import { isText, readJson, recordOf } from '../graph/files.js';
import { gitTree } from '../graph/git-tree.js';
import { readSubgraphs } from '../graph/repository.js';
import { subgraph, type Subgraph } from '../graph/subgraph.js';
import type { Tree } from '../graph/tree.js';
import { workingTree } from '../graph/working-tree.js';
import type { Baseline } from './judge.js';
import { committedPromises, publishedPromises } from './promises.js';
import { PUBLISHED, wasPublished } from './published.js';

const SUPERGRAPH = `${PUBLISHED}/supergraph.graphql`;
const API = `${PUBLISHED}/api.graphql`;

/** The published state. Undefined before the first publication. */
export function publishedBaseline(root: string): Baseline | undefined {
  const tree = workingTree(root);
  if (!wasPublished(tree)) return undefined;
  const supergraphSdl = tree.read(SUPERGRAPH);
  supergraphDocument(supergraphSdl, SUPERGRAPH);
  return {
    name: PUBLISHED,
    subgraphs: publishedSubgraphs(tree),
    supergraphSdl,
    api: buildSchema(new Source(tree.read(API), API), { assumeValid: true }),
    promises: publishedPromises(tree),
  };
}

const isUrls = recordOf(isText);

function publishedSubgraphs(tree: Tree): readonly Subgraph[] {
  const urls = readJson(tree, `${PUBLISHED}/subgraphs.json`, isUrls, 'an object of addresses by name');
  return Object.entries(urls).map(([name, url]) => {
    const file = `${PUBLISHED}/subgraphs/${name}.graphql`;
    return subgraph({ name, url, file, sdl: tree.read(file) });
  });
}

/** The graph of a commit, branch or tag. */
export function gitBaseline(root: string, ref: string): Baseline {
  const tree = gitTree(root, ref);
  const result = compose(readable(ref, () => readSubgraphs(tree)));
  if (!result.ok) {
    const problems = result.errors.map((error) => formatProblem('error', error)).join('');
    throw new UsageError(
      `The graph of ${ref} does not compose, so nothing can be compared with it.\n${problems}`,
    );
  }
  const { subgraphs, supergraphSdl, api } = result.composition;
  const promises = readable(ref, () => committedPromises(tree, ref));
  return { name: ref, subgraphs, supergraphSdl, api, promises };
}

/** Reports an error in a commit as a usage error, because no edit of the working tree could correct it. */
function readable<T>(ref: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new UsageError(`The graph of ${ref} cannot be read: ${error.message}`);
  }
}
