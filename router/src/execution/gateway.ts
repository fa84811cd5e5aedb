import { ApolloGateway } from '@apollo/gateway';
import { QueryPlanner } from '@apollo/query-planner';
import { StartError } from '@supergraph/service-kit/start-error';
import { parse, print, type GraphQLSchema } from 'graphql';
import { refuseUnsupportedFeatures, withoutHarmlessFeatures } from '../supergraph/features.js';
import { PLANNER_CONFIG, createPlanner } from './planner.js';
import type { SupergraphPlanner } from './planner.js';

/** A supergraph as `ApolloGateway` reads it. */
export interface LoadedGateway {
  /** The schema that clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly planner: SupergraphPlanner;
  readonly stop: () => Promise<void>;
}

/**
 * Loads a supergraph with `ApolloGateway`, and takes its schema and planner. The router's own executor runs the plans.
 *
 * @param supergraphSdl without authorization directives, which the gateway refuses
 * @throws StartError when it cannot be served correctly
 */
export async function loadGateway(supergraphSdl: string): Promise<LoadedGateway> {
  const document = parse(supergraphSdl, { noLocation: true });
  refuseUnsupportedFeatures(document);
  const gateway = new ApolloGateway({
    supergraphSdl: print(withoutHarmlessFeatures(document)),
    queryPlannerConfig: PLANNER_CONFIG,
    buildService: () => ({ process: () => Promise.reject(new Error('The gateway fetches nothing.')) }),
  });
  let loaded: Omit<LoadedGateway, 'stop'> | undefined;
  let failure: unknown;
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    try {
      loaded = {
        apiSchema,
        planner: createPlanner(coreSupergraphSdl, apiSchema, plannerOf(gateway)),
      };
    } catch (error) {
      // The gateway would log the error and continue.
      failure = error;
    }
  });
  await gateway.load().catch((error: unknown) => {
    failure = error;
  });
  if (loaded !== undefined) return { ...loaded, stop: () => gateway.stop() };
  // A gateway that failed to load refuses to stop.
  await gateway.stop().catch(() => undefined);
  const detail = failure instanceof Error ? failure.message : 'the gateway has no schema';
  throw new StartError(`the supergraph cannot be loaded: ${detail}`, failure);
}

/**
 * The gateway's own planner, so that no second one is built. `__testing` is the only public access to it. If a version
 * lacks it, a planner is built from the same supergraph.
 */
function plannerOf(gateway: ApolloGateway): QueryPlanner | undefined {
  const { queryPlanner } = gateway.__testing();
  return queryPlanner instanceof QueryPlanner ? queryPlanner : undefined;
}
