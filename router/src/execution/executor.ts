import type { QueryPlanner } from '@apollo/query-planner';
import { GraphQLError, getVariableValues } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../context.js';
import { StoppedWaiting } from '../sharing/flights.js';
import { SharedOperations } from '../sharing/share-operations.js';
import { shareSubgraphQueries } from '../sharing/share-subgraph-queries.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import { createOperation } from './cached-operation.js';
import type { CachedOperation } from './cached-operation.js';
import { createPlanner } from './planner.js';
import type { Program } from './program.js';
import { Run } from './run.js';
import { SerializedData } from './serialized.js';
import { describeFlaws } from './shape/flaws.js';
import { Output } from './output.js';
import { NULL, writeFields } from './shape/value.js';
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
  /** About how much memory the plans and programs kept take, in bytes. */
  readonly cacheWeight: number;
}

export interface CompiledExecutorOptions {
  /** The API schema. */
  readonly schema: GraphQLSchema;
  /** Without authorization directives: the planner refuses them. */
  readonly supergraphSdl: string;
  readonly transport: SubgraphTransport;
  /** Operations whose plan and programs are kept, least recently used dropped first. Default 500. */
  readonly programCacheSize?: number;
  /** The most memory they may take, about, in bytes. Default 64 MiB. */
  readonly programCacheWeight?: number;
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

const DEFAULT_CACHE_WEIGHT = 64 * 1024 * 1024;

/** An executor for one supergraph. Make a new one when the supergraph changes: programs go with the old. */
export function createCompiledExecutor(options: CompiledExecutorOptions): CompiledExecutor {
  const { schema, sharing = {} } = options;
  const transport =
    sharing.subgraphQueries === true ? shareSubgraphQueries(options.transport) : options.transport;
  const planner = createPlanner(options.supergraphSdl, schema, options.planner);
  // By count alone, five hundred operations with as many conditions as are allowed would fill any heap.
  const operations = new LRUCache<string, CachedOperation>({
    max: options.programCacheSize ?? 500,
    maxSize: options.programCacheWeight ?? DEFAULT_CACHE_WEIGHT,
    sizeCalculation: ({ weight }) => weight,
  });
  const inFlight = sharing.operations === true ? new SharedOperations(isLate) : undefined;

  const operationOf = (request: ExecutionRequest): CachedOperation => {
    const known = operations.get(request.cacheKey);
    if (known !== undefined) return known;
    const { cacheKey } = request;
    const operation = createOperation(request, schema, planner, {
      isPublicField: sharing.isPublicField,
      reweighed() {
        // It may have been dropped meanwhile. A value that is set again as it is keeps its old size.
        if (operations.peek(cacheKey) !== operation) return;
        operations.delete(cacheKey);
        operations.set(cacheKey, operation);
      },
    });
    operations.set(cacheKey, operation);
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
    get cacheWeight() {
      return operations.calculatedSize;
    },
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
        if (error instanceof StoppedWaiting) return outOfTime();
        throw error;
      }
    },
  };
}

/** Whether some of an answer is missing because a subgraph did not answer in time. */
function isLate({ errors }: ExecutionAnswer): boolean {
  return errors?.some(({ extensions }) => extensions.code === 'TIMEOUT') === true;
}

/** For one that has left, or whose time was up before that of others. It is not the request that is at fault. */
function outOfTime(): ExecutionAnswer {
  const error = new GraphQLError('The answer was not there in time.', { extensions: { code: 'TIMEOUT' } });
  return { data: new SerializedData(new Output(), (output) => output.putText('null')), errors: [error] };
}

function writeAnswer(
  program: Program,
  { root, errors, unitedPlaces, unfetched }: Run,
  variables: Readonly<Record<string, unknown>>,
): ExecutionAnswer {
  const memos: (Memo | undefined)[] = [];
  for (const [place, slot] of program.entityPlaces)
    memos[slot] = unitedPlaces.has(place) ? new Map<never, never>() : undefined;
  const fields = program.rootShape.typeShape(program.rootType.name) ?? null;
  const shapeRun: ShapeRun = { output: new Output(), variables, memos, isFlawed: false, epoch: 0 };
  const data = new SerializedData(shapeRun.output, (output) => {
    if (writeFields(fields, root, shapeRun) === NULL) output.putText('null');
  });
  if (errors.length > 0) return { data, errors };
  if (!shapeRun.isFlawed && unfetched.size === 0) return { data };
  // A fetch that failed has said why there are nulls. Where none did, what is wrong with the data is told beside
  // the answer, as Apollo's gateway and router do.
  const flaws = describeFlaws(fields, root, unfetched);
  return flaws.length === 0 ? { data } : { data, extensions: { valueCompletion: flaws } };
}
