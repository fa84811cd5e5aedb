import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import type { RequestContext } from '../context.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import type { SerializedData } from './serialized.js';

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
  /** Programs kept, least recently used dropped first. Default 1000. */
  readonly programCacheSize?: number;
}

export function createCompiledExecutor(options: CompiledExecutorOptions): CompiledExecutor {
  return {
    execute: () => Promise.reject(new Error(`Not there yet (${String(options.programCacheSize)})`)),
  };
}
