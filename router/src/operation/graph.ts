import { createAuthorization } from '../authorization/enforce.js';
import type { Policy } from '../authorization/grants.js';
import { stripAuthorization } from '../authorization/strip.js';
import { withDefer } from '../execution/incremental/defer-directive.js';
import { decideOverrides, type OverrideDecision } from '../execution/override-labels.js';
import { createCostLimit, type CostLimits } from '../limits/cost/check.js';
import { readCostModel } from '../limits/cost/model.js';
import type { StructureLimits } from '../limits/structure.js';
import { buildDescribed } from '../planning/describe.js';
import type { OpenPlanner } from '../planning/planner.js';
import type { Supergraph } from '../supergraph/load.js';
import { markOneOf } from '../supergraph/one-of.js';
import { createScalarChecks } from './checked-scalars.js';
import { OperationCache, type LookupObserver } from './operation-cache.js';
import type { ParseOptions } from './parse.js';
import type { OperationGraph } from './prepared-operation.js';
import type { UndeferredObserver } from './undeferred.js';

/** Everything that belongs to one supergraph. Another supergraph replaces it as a whole. */
export interface Graph extends ParseOptions, OperationGraph {
  readonly decideOverrides: OverrideDecision;
  readonly operations: OperationCache;
  close(): Promise<void>;
}

export interface GraphOptions {
  readonly openPlanner: OpenPlanner;
  readonly structure: StructureLimits;
  /** The most tokens a document may have. */
  readonly maxTokens: number;
  /** An undefined `cost` means a default for a supergraph that declares costs, and no limit for another. */
  readonly cost: CostLimits;
  readonly introspection: boolean;
  readonly policies?: ReadonlyMap<string, Policy>;
  /** The enabled labels of progressive overrides, other than percentages. Default none. */
  readonly overrideLabels?: readonly string[];
  /** Scalars whose values are checked before planning. */
  readonly checkedScalars?: readonly string[];
  /**
   * Whether a field is declared to have the same value for every caller. Queries of such fields alone are shared by
   * all.
   */
  readonly isPublicField?: (typeName: string, fieldName: string) => boolean;
  /** The approximate memory limit of its prepared operations, in bytes. Default 64 MiB. */
  readonly cacheWeight?: number;
  readonly observeLookup?: LookupObserver | undefined;
  readonly onUndeferred?: UndeferredObserver | undefined;
}

/** A page of 100 orders with their lines and products costs 1,100. */
const DEFAULT_COST = 5_000;

/**
 * Reads a supergraph. The planner gets a copy without authorization directives, which the router enforces itself.
 *
 * @throws StartError when the supergraph cannot be served correctly
 */
export async function openGraph({ document }: Supergraph, options: GraphOptions): Promise<Graph> {
  const { structure, maxTokens, introspection, cost, isPublicField } = options;
  const authorization = createAuthorization(document, options.policies);
  const checkScalars = createScalarChecks(options.checkedScalars ?? []);
  const model = readCostModel(document);
  const costLimit = createCostLimit(model, {
    ...cost,
    cost: cost.cost ?? (model.declared ? DEFAULT_COST : undefined),
  });
  const planner = await options.openPlanner(stripAuthorization(document));
  const { apiSdl, supergraphSdl, overrideLabels } = planner.description;
  const schema = withDefer(buildDescribed(apiSdl));
  checkScalars(schema);
  markOneOf(schema, document);
  return {
    schema,
    planner,
    supergraphSchema: buildDescribed(supergraphSdl),
    decideOverrides: decideOverrides(overrideLabels, new Set(options.overrideLabels)),
    structure,
    maxTokens,
    introspection,
    costLimit,
    authorization,
    isPublicField,
    onUndeferred: options.onUndeferred,
    operations: new OperationCache(options.cacheWeight, options.observeLookup),
    close: () => planner.close(),
  };
}
