import type { GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { Output } from './output.js';
import type { Program } from './program.js';
import { Run } from './run.js';
import type { ExecutionTransport } from './run.js';
import { SerializedData } from './serialized.js';
import { NO_REASONS, type NullReasons } from './shape/explain-nulls.js';
import { writePart } from './write-part.js';

/** The result of running a program. */
export interface ExecutionAnswer extends NullReasons {
  readonly data: SerializedData;
  readonly errors: readonly GraphQLError[];
}

/** Runs an operation's program. @param variables as the client sent them, after validation */
export async function executeProgram(
  program: Program,
  variables: Readonly<Record<string, unknown>>,
  context: RequestContext,
  transport: ExecutionTransport,
): Promise<ExecutionAnswer> {
  const run = new Run(program, variables, context, transport);
  await run.done();
  const { data, refusedPaths, valueCompletion } = writePart(program, run, variables, {
    shape: program.rootShape,
    object: run.root,
    path: [],
    readPath: [],
  });
  return { data, errors: run.errors, refusedPaths, valueCompletion };
}

/** The answer of an operation without any data. */
export function nothingKnown(error: GraphQLError): ExecutionAnswer {
  const data = new SerializedData(new Output(), (output) => output.putText('null'));
  return { data, errors: [error], ...NO_REASONS };
}
