import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';

/** Plans operations as the router does, without running it. */
export type Plan = (document: DocumentNode) => QueryPlan;

export function createPlanner(supergraphSdl: string): Plan {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null, validateSupergraph: false });
  const planner = new QueryPlanner(supergraph);
  const api = supergraph.apiSchema();
  return (document) => planner.buildQueryPlan(operationFromDocument(api, document, { validate: false }));
}
