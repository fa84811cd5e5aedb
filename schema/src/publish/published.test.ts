import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { publishedBaseline } from '../check/baseline.js';
import { PUBLISHED } from '../check/published.js';
import { compose } from '../compose/compose.js';
import { workingTree } from '../graph/working-tree.js';

const root = resolve(import.meta.dirname, '../../..');

// Only `npm run schema:publish` changes the published files, and only together. A manual edit of one file would make
// the check compare with a graph that never existed.
it('is one graph: its subgraphs compose to its supergraph and its API', () => {
  const published = publishedBaseline(root);
  const result = compose(published?.subgraphs ?? []);
  const composition = result.ok ? result.composition : undefined;
  expect(composition?.supergraphSdl).toBe(published?.supergraphSdl);
  expect(composition?.apiSdl).toBe(workingTree(root).read(`${PUBLISHED}/api.graphql`));
});
