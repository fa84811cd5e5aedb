import { inSpan, type Logger, type TraceContext } from '@supergraph/service-kit/service';
import { GraphQLError, OperationTypeNode, getVariableValues } from 'graphql';
import { hasIncluded, refuseUnauthorizedMutation, unauthorizedFields } from '../authorization/enforce.js';
import type { RefusalRecord } from '../authorization/record-refusals.js';
import type { RequestContext } from '../context.js';
import { isFault } from '../errors/codes.js';
import { refuse } from '../errors/refuse.js';
import { executeProgram, nothingKnown, type ExecutionAnswer } from '../execution/execute.js';
import type { Program } from '../execution/program.js';
import { refuseExcessiveCost } from '../limits/cost/check.js';
import type { RateLimiter } from '../limits/rate/limiter.js';
import { StoppedWaiting } from '../sharing/flights.js';
import type { SharedOperations } from '../sharing/share-operations.js';
import type { SharingTransport } from '../sharing/share-subgraph-queries.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import type { Outcome } from './answer.js';
import { refuseMethod, refuseNullConditions } from './checks.js';
import type { OperationContext } from './context.js';
import type { Graph } from './graph.js';
import type { PreparedOperation } from './prepared-operation.js';

export interface HandleOptions {
  readonly transport: SubgraphTransport | SharingTransport;
  /** Charges the cost of an operation to its caller's limit. */
  readonly charge?: RateLimiter['charge'];
  /** Runs identical concurrent queries once. Undefined when each one is run. */
  readonly shared?: SharedOperations<ExecutionAnswer> | undefined;
  readonly logger?: Logger;
  /** Told of callers who ask for what they may not have. */
  readonly recordRefusal?: RefusalRecord;
}

/** The client disconnected, or its time limit passed. */
const notPlanned = refuse(504, 'TIMEOUT', 'The operation was not planned in time: send it again.');

type Variables = Readonly<Record<string, unknown>>;

/** Runs a prepared operation for one request: checks, cost, permission, execution, in this order. */
export function handle(
  graph: Graph,
  operation: PreparedOperation,
  variables: Variables,
  context: OperationContext,
  options: HandleOptions,
): Promise<Outcome> {
  return admit(graph, operation, variables, context, options, async ({ program, key, extensions }) => {
    const answer = await inSpan(context.trace, { name: 'execute' }, (trace) =>
      run(operation, key, program, variables, within(context, trace), options),
    );
    const { data, errors, refusedPaths, valueCompletion } = answer;
    if (errors.length > 0) reportErrors(errors, context.requestId, options.logger);
    return {
      data,
      errors: [...errors, ...unauthorizedFields(refusedPaths, context)],
      valueCompletion,
      extensions,
      isPrivate: operation.kind === OperationTypeNode.MUTATION || context.caller.subject !== undefined,
    };
  });
}

/** An operation that may be executed for its caller. */
export interface Admitted {
  readonly program: Program;
  /** Identifies the program and the overrides that hold. */
  readonly key: string;
  readonly extensions: Outcome['extensions'];
}

/** Executes an operation after all checks that precede its execution. An error that is thrown becomes the outcome. */
export async function admit<Result>(
  graph: Graph,
  operation: PreparedOperation,
  variables: Variables,
  context: OperationContext,
  options: HandleOptions,
  execute: (admitted: Admitted) => Promise<Result>,
): Promise<Result | Outcome> {
  const { logger } = options;
  let extensions: Outcome['extensions'];
  try {
    refuseMethod(operation, context);
    refuseNullConditions(operation, variables);
    const conditions = operation.conditionsFor(variables);
    const cost = graph.costLimit.measure(operation.cost, variables, conditions);
    if (context.wantsCost) extensions = { cost };
    refuseExcessiveCost(cost);
    const permission = inSpan(context.trace, { name: 'authorize' }, () => {
      const found = operation.permissionFor(context);
      if (hasIncluded(found, conditions)) options.recordRefusal?.(context, operation.documentId);
      if (operation.kind === OperationTypeNode.MUTATION)
        refuseUnauthorizedMutation(found, conditions, context);
      return found;
    });
    if (options.charge !== undefined) await options.charge(context, cost.asked);
    const invalid = invalidVariables(graph, operation, variables);
    if (invalid.length > 0) return { errors: invalid, extensions };
    const overrides = graph.decideOverrides(context);
    const planning = inSpan(context.trace, { name: 'plan' }, () =>
      operation.programFor(permission, conditions, overrides, context, context.inParts),
    );
    if (planning instanceof Promise) context.onPlanning?.();
    const program = planning instanceof Promise ? await planning : planning;
    const key = `${operation.id}:${permission.key}:${overrides.key}`;
    return await execute({ program, key, extensions });
  } catch (thrown) {
    const reason = thrown instanceof StoppedWaiting ? notPlanned : thrown;
    return { ...toOutcome(reason, context.requestId, logger), extensions };
  }
}

/** The request's context for another span of its trace. */
export function within(context: OperationContext, trace: TraceContext | undefined): OperationContext {
  return trace === context.trace ? context : { ...context, trace };
}

function run(
  operation: PreparedOperation,
  key: string,
  program: Program,
  variables: Variables,
  context: RequestContext,
  { transport, shared }: HandleOptions,
): Promise<ExecutionAnswer> {
  const execute = (own: RequestContext) => executeProgram(program, variables, own, transport);
  if (shared === undefined) return execute(context);
  const { kind, isPublic } = operation;
  return shared.run({ kind, key, variables, isPublic }, context, execute).catch((error: unknown) => {
    if (!(error instanceof StoppedWaiting)) throw error;
    // For a client that disconnected, or whose time limit passed earlier than others'. The request is not at fault.
    return nothingKnown(
      new GraphQLError('The answer was not ready in time.', { extensions: { code: 'TIMEOUT' } }),
    );
  });
}

/** Whether part of an answer is missing because a subgraph did not answer in time. */
export function isLate({ errors }: ExecutionAnswer): boolean {
  return errors.some(({ extensions }) => extensions.code === 'TIMEOUT');
}

/** The size of an answer's data: in bytes, or in characters where it is short. */
export function sizeOf({ data }: ExecutionAnswer): number {
  return data.body.length;
}

/** The errors of variables whose values are invalid for their types. */
function invalidVariables(
  { schema }: Graph,
  { parts }: PreparedOperation,
  variables: Variables,
): readonly GraphQLError[] {
  const { variableDefinitions = [] } = parts.definition;
  if (variableDefinitions.length === 0) return [];
  const { errors = [] } = getVariableValues(schema, variableDefinitions, variables);
  return errors.map(({ message }) => refuse(400, 'BAD_USER_INPUT', message));
}

/** The answer for a thrown error. The client gets its masked message, and the log has the details. */
export function toOutcome(thrown: unknown, requestId: string, logger: Logger | undefined): Outcome {
  const error = toGraphQLError(thrown);
  reportErrors([error], requestId, logger);
  return { errors: [error] };
}

export function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(originalError.message, { originalError });
}

/** Logs the details that clients do not get. The logger leaves out the request's values, such as passwords. */
export function reportErrors(
  errors: readonly GraphQLError[],
  requestId: string,
  logger: Logger | undefined,
): void {
  const told = new Set<unknown>();
  for (const error of errors) {
    if (!isFault(error.extensions.code)) continue;
    // One failure can be an error at many places.
    const failure = error.originalError ?? `${String(error.extensions.serviceName)} ${error.message}`;
    if (told.has(failure)) continue;
    told.add(failure);
    const err = error.originalError ?? new Error(error.message);
    logger?.error({ err, path: error.path, requestId }, 'masked error');
  }
}
