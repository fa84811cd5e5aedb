import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '@supergraph/service-kit';
import { createAuthorization, type Authorization } from './authorization/enforce.js';
import type { Policy } from './authorization/grants.js';
import { stripAuthorization } from './authorization/strip.js';
import type { RouterConfig } from './config.js';
import { createGateway } from './execution/gateway.js';
import { createAdmission } from './limits/admission.js';
import { useCostLimit } from './limits/cost/check.js';
import { readCostModel } from './limits/cost/model.js';
import { createRateLimiter, type RateLimiter } from './limits/rate/limiter.js';
import { openRedis } from './limits/rate/redis.js';
import { useConditionCheck } from './operation/conditions.js';
import { useMethodCheck } from './operation/method-check.js';
import { createScalarChecks } from './operation/checked-scalars.js';
import { createPipeline, type Pipeline } from './operation/pipeline.js';
import type { SubgraphTransport } from './subgraphs/transport.js';
import type { Supergraph } from './supergraph/load.js';
import { readTrustedDocuments } from './trusted/manifest.js';
import { createDocumentResolver } from './trusted/resolve.js';

export interface OperationsOptions {
  readonly supergraph: Supergraph;
  readonly config: RouterConfig;
  readonly transport: SubgraphTransport;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly logger: Logger;
  /** Told whether rate limits are shared with other routers, whenever that changes. */
  readonly observeSharing?: (isShared: boolean) => void;
}

/** The pipeline, and what a request goes through before anyone knows which operation it is. */
export interface Operations extends Pipeline {
  /** Counts a request from an address. */
  readonly arrive: RateLimiter['arrive'];
}

/** Whatever an operation goes through between HTTP and the subgraphs, in its order. */
export async function openOperations(options: OperationsOptions): Promise<Operations> {
  const { supergraph, config, policies, logger } = options;
  const authorization = createAuthorization(supergraph.document, policies);
  const model = readCostModel(supergraph.document);
  const cost = useCostLimit(model, {
    cost: config.LIMIT_COST ?? (model.declared ? DEFAULT_COST : undefined),
    listSize: config.LIMIT_LIST_SIZE,
    assumedListSize: config.ASSUMED_LIST_SIZE,
  });
  const { charge, arrive, close } = await openRateLimiter(options);
  const pipeline = await createPipeline({
    gateway: openGateway(options, authorization),
    logger,
    introspection: config.introspection,
    resolve: createDocumentResolver(await findDocuments(config), config.TRUSTED_DOCUMENTS, logger),
    admit: createAdmission(config.structure, config.LIMIT_TOKENS),
    checks: [
      useMethodCheck(),
      useConditionCheck(),
      cost.check,
      ...(authorization === undefined ? [] : [authorization.check]),
    ],
    limit: charge && ((resolved) => charge(resolved.context, cost.price(resolved))),
    maxTokens: config.LIMIT_TOKENS,
    maxSelections: config.LIMIT_SELECTIONS,
  });
  return {
    arrive,
    answer: (parameters, context) => pipeline.answer(parameters, context),
    async close() {
      await pipeline.close();
      close();
    },
  };
}

async function openRateLimiter({ config, logger, observeSharing: observe }: OperationsOptions) {
  const { REDIS_URL: url, REDIS_TIMEOUT_MS: timeoutMs, rates } = config;
  const shared =
    url === undefined ? undefined : await openRedis({ url, timeoutMs, logger, ...(observe && { observe }) });
  return { ...createRateLimiter(rates, shared), close: () => shared?.close() };
}

/** A page of 100 orders with their lines and products costs 1,100. */
const DEFAULT_COST = 5_000;

/** The gateway gets a supergraph without authorization directives, and what enforces them in their place. */
function openGateway(
  { supergraph, config, transport }: OperationsOptions,
  authorization: Authorization | undefined,
) {
  const gateway = createGateway({
    supergraphSdl: stripAuthorization(supergraph.document),
    transport,
    sharing: {
      subgraphQueries: config.SHARE_SUBGRAPH_REQUESTS,
      operations: config.SHARE_OPERATIONS,
      isPublicField: (type, field) =>
        config.PUBLIC_FIELDS.has(`${type}.${field}`) || config.PUBLIC_FIELDS.has(`${type}.*`),
    },
    ...(authorization === undefined ? {} : { permit: authorization.permit }),
  });
  const checkScalars = createScalarChecks(config.checkedScalars);
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => checkScalars(apiSchema));
  return gateway;
}

async function findDocuments(config: RouterConfig) {
  const { TRUSTED_DOCUMENTS_PATH: path, TRUSTED_DOCUMENTS: mode } = config;
  if (path !== undefined) return readTrustedDocuments(path);
  const beside = join(dirname(config.SUPERGRAPH_PATH), 'operations/manifest.json');
  const exists = await access(beside).then(
    () => true,
    () => false,
  );
  return exists || mode !== 'accept' ? readTrustedDocuments(beside) : undefined;
}
