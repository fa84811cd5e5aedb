import type { QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, getVariableValues } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context.js';
import { StoppedWaiting } from '../sharing/flights.js';
import { SharedOperations } from '../sharing/shareOperations.js';
import { shareSubgraphQueries } from '../sharing/shareSubgraphQueries.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import { createOperation } from './cachedOperation.js';
import type { CachedOperation } from './cachedOperation.js';
import { createPlanner } from './planner.js';
import type { Program } from './program.js';
import { Run } from './run.js';
import { SerializedData } from './serialized.js';
import { describeFlaws } from './shape/flaws.js';
import { writeFields } from './shape/value.js';
import type { Memo, ShapeRun } from './shape/value.js';

/** One client operation to execute. It has been parsed and validated against the API schema. */
export interface ExecutionRequest {
  /** What the client asked for. The answer has its shape. */
  readonly document: DocumentNode;
  /**
   * What of it may be fetched, when that is less: the document without the fields the caller may not see, or
   * `null` when nothing is left. What `document` selects and `planned` does not is null in the answer, with
   * nulls propagated as the schema says, even where a fetch brought the field for another one's sake. The
   * errors of such fields are the caller's to add.
   */
  readonly planned?: DocumentNode | null;
  readonly operationName?: string | undefined;
  /** As the client sent them: defaults are applied here. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: RequestContext;
  /** Names `document`, `planned` and `operationName` together: equal keys must mean equal operations. */
  readonly cacheKey: string;
}

export interface ExecutionAnswer {
  /** Absent when nothing was executed (variables that do not fit). */
  readonly data?: SerializedData;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface CompiledExecutor {
  execute(request: ExecutionRequest): Promise<ExecutionAnswer>;
}

export interface CompiledExecutorOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  /** Without authorization directives: the planner refuses them. */
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  /** Operations whose plan and programs are kept, least recently used dropped first. Default 500. */
  readonly programCacheSize?: number;
  /** What is shared between requests in flight at the same time. Default: nothing. */
  readonly sharing?: SharingOptions;
  /** A planner of the same supergraph, so that no second one is built. */
  readonly planner?: QueryPlanner;
}

export interface SharingOptions {
  /** Identical subgraph queries of one identity are sent once. */
  readonly subgraphQueries?: boolean;
  /** Identical client queries of one identity are executed once. */
  readonly operations?: boolean;
  /** Whether a field is the same for anyone and declared so. Operations of such fields alone are shared by all. */
  readonly isPublicField?: (typeName: string, fieldName: string) => boolean;
}

/** An executor for one supergraph. Make a new one when the supergraph changes: programs go with the old. */
export function createCompiledExecutor(options: CompiledExecutorOptions): CompiledExecutor {
  const { schema, sharing = {} } = options;
  const transport =
    sharing.subgraphQueries === true ? shareSubgraphQueries(options.transport) : options.transport;
  const planner = createPlanner(options.supergraphSdl, options.planner);
  const operations = new LRUCache<string, CachedOperation>({ max: options.programCacheSize ?? 500 });
  const inFlight = sharing.operations === true ? new SharedOperations<ExecutionAnswer>() : undefined;

  const operationOf = (request: ExecutionRequest): CachedOperation => {
    const known = operations.get(request.cacheKey);
    if (known !== undefined) return known;
    const operation = createOperation(request, schema, planner, sharing.isPublicField);
    operations.set(request.cacheKey, operation);
    return operation;
  };

  const run = async (
    operation: CachedOperation,
    { variables }: ExecutionRequest,
    context: RequestContext,
  ): Promise<ExecutionAnswer> => {
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions, variables);
    if (errors !== undefined) return { errors };
    const program = operation.programFor(coerced);
    const fetches = new Run(program, variables, context, transport);
    await fetches.done();
    return writeAnswer(program, fetches, variables);
  };

  return {
    // Async, so that an operation that cannot be planned is a rejection.
    async execute(request) {
      const operation = operationOf(request);
      const { context, cacheKey: key, variables } = request;
      if (inFlight === undefined) return run(operation, request, context);
      const { kind, isPublic } = operation;
      try {
        return await inFlight.run({ kind, key, variables, isPublic }, context, (own) =>
          run(operation, request, own),
        );
      } catch (error) {
        if (error instanceof StoppedWaiting) return { errors: [outOfTime()] };
        throw error;
      }
    },
  };
}

/** For a client that has left or whose time is up. */
function outOfTime(): GraphQLError {
  return new GraphQLError('The answer was not there in time.', { extensions: { code: 'TIMEOUT' } });
}

function writeAnswer(
  program: Program,
  { root, errors, unitedPlaces }: Run,
  variables: Readonly<Record<string, unknown>>,
): ExecutionAnswer {
  const memos: (Memo | undefined)[] = [];
  for (const [place, slot] of program.entityPlaces)
    memos[slot] = unitedPlaces.has(place) ? new Map<never, never>() : undefined;
  const shapeRun: ShapeRun = { variables, memos, isFlawed: false };
  const fields = program.rootShape.typeShape(program.rootType.name) ?? null;
  const data = new SerializedData(writeFields(fields, root, shapeRun));
  if (errors.length > 0) return { data, errors };
  if (!shapeRun.isFlawed) return { data };
  // A fetch that failed has said why there are nulls. Where none did, what is wrong with the data is told beside
  // the answer, as Apollo's gateway and router do.
  const flaws = describeFlaws(fields, root);
  return flaws.length === 0 ? { data } : { data, extensions: { valueCompletion: flaws } };
}
