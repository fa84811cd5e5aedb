import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { Output } from './output.js';
import type { Program } from './program.js';
import { Run } from './run.js';
import type { ExecutionTransport } from './run.js';
import { SerializedData } from './serialized.js';
import { explainNulls, type NullReasons } from './shape/explain-nulls.js';
import { NULL } from './shape/shape.js';
import type { Memo, ShapeRun } from './shape/shape.js';
import { writeFields } from './shape/value.js';

/** The result of running a program. */
export interface ExecutionAnswer extends NullReasons {
  readonly data: SerializedData;
  readonly errors: readonly GraphQLError[];
}

const NO_REASONS: NullReasons = { refusedPaths: [], valueCompletion: [] };

/** Runs an operation's program. @param variables as the client sent them, after validation */
export async function executeProgram(
  program: Program,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
  transport: ExecutionTransport,
): Promise<ExecutionAnswer> {
  const fetches = new Run(program, variables, context, transport);
  await fetches.done();
  return writeData(program, fetches, variables);
}

/** The answer of an operation without any data. */
export function nothingKnown(error: GraphQLError): ExecutionAnswer {
  return { data: writeNull(), errors: [error], ...NO_REASONS };
}

function writeNull(): SerializedData {
  return new SerializedData(new Output(), (output) => output.putText('null'));
}

function writeData(
  program: Program,
  { root, errors, deduplicatedPaths, unfetched }: Run,
  variables: Readonly<Record<string, unknown>>,
): ExecutionAnswer {
  const memos: (Memo | undefined)[] = [];
  for (const [responsePath, slot] of program.entityPaths)
    memos[slot] = deduplicatedPaths.has(responsePath) ? new Map<never, never>() : undefined;
  const fields = program.rootShape.typeShape(program.rootType.name) ?? [];
  const shapeRun: ShapeRun = {
    output: new Output(),
    variables,
    memos,
    hasInvalidValue: false,
    hasRefusedField: false,
    epoch: 0,
  };
  const data = new SerializedData(shapeRun.output, (output) => {
    if (writeFields(fields, root, shapeRun) === NULL) output.putText('null');
  });
  // A failed fetch has already reported the reason for its nulls. Where no fetch failed, invalid data is reported
  // beside the answer, as Apollo's gateway and router do.
  const reportsInvalidValues = errors.length === 0 && (shapeRun.hasInvalidValue || unfetched.size > 0);
  const reasons =
    reportsInvalidValues || shapeRun.hasRefusedField
      ? explainNulls(fields, root, unfetched, reportsInvalidValues)
      : NO_REASONS;
  return { data, errors, refusedPaths: reasons.refusedPaths, valueCompletion: reasons.valueCompletion };
}
