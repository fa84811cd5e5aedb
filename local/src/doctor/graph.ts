import { composeTree, staleGraphFiles } from '@supergraph/schema/compose';
import { repository } from '../services/program.js';
import { right, wrong, type Finding } from './finding.js';

/** Checks that the supergraph file that the router loads is up to date with the subgraphs' contracts. */
export function checkGraph(): Finding {
  const result = composeTree(repository);
  if (!result.ok) return wrong('graph', 'the contracts do not compose: npm run schema:compose says why');
  const [stale] = staleGraphFiles(repository, result.composition);
  if (stale === undefined) return right('graph', 'schema/supergraph.graphql is up to date');
  return wrong('graph', `${stale} is not up to date with the subgraphs’ schemas: run npm run codegen`);
}
