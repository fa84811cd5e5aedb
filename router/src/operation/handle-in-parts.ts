import { inSpan, type Logger } from '@supergraph/service-kit/service';
import { GraphQLError } from 'graphql';
import { unauthorizedFields } from '../authorization/enforce.js';
import { PartExecution } from '../execution/incremental/execute-in-parts.js';
import type { FirstPart, LaterPart, PartProblems, PendingFragment } from '../execution/incremental/parts.js';
import { describeProblems, type Outcome } from './answer.js';
import type { OperationContext } from './context.js';
import type { Graph } from './graph.js';
import { admit, reportErrors, toGraphQLError, within, type HandleOptions } from './handle.js';
import type { LaterMessage, PartedAnswer, ToldProblems } from './parted-answer.js';
import type { PreparedOperation } from './prepared-operation.js';

/** An outcome whose answer is given in parts. */
export interface PartedOutcome {
  readonly parted: PartedAnswer;
}

/**
 * Runs a prepared operation as `handle` does, and gives the deferred fragments after the rest. Such operations are not
 * shared with other clients.
 *
 * @returns a whole outcome when nothing is left to be given later
 */
export async function handleInParts(
  graph: Graph,
  operation: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  context: OperationContext,
  options: HandleOptions,
): Promise<Outcome | PartedOutcome> {
  return admit<Outcome | PartedOutcome>(
    graph,
    operation,
    variables,
    context,
    options,
    async ({ program, extensions }) => {
      const problems = new ProblemReader(context, options.logger);
      const { execution, first } = await inSpan(context.trace, { name: 'execute' }, async (trace) => {
        const started = new PartExecution(program, variables, within(context, trace), options.transport);
        return { execution: started, first: await started.first() };
      });
      if (!first.hasNext) {
        const { errors } = problems.read(first);
        const isPrivate = context.caller.subject !== undefined;
        return { data: first.data, errors, valueCompletion: first.valueCompletion, extensions, isPrivate };
      }
      return {
        parted: { first: toFirst(first, extensions, problems), later: toLater(first, execution, problems) },
      };
    },
  );
}

class ProblemReader {
  readonly #context: OperationContext;
  readonly #logger: Logger | undefined;

  constructor(context: OperationContext, logger: Logger | undefined) {
    this.#context = context;
    this.#logger = logger;
  }

  read({ errors, refusedPaths, valueCompletion }: PartProblems) {
    if (errors.length > 0) reportErrors(errors, this.#context.requestId, this.#logger);
    return { errors: [...errors, ...unauthorizedFields(refusedPaths, this.#context)], valueCompletion };
  }

  tell(problems: PartProblems, extensions?: Outcome['extensions']): ToldProblems {
    return describeProblems({ ...this.read(problems), extensions }, this.#context.requestId);
  }

  /** The errors of a fragment that has no data, at least one. */
  tellFailure(problems: PartProblems): ToldProblems['errors'] {
    const { errors, valueCompletion } = this.read(problems);
    const reasons = errors.length > 0 ? errors : valueCompletion;
    const told = reasons.length > 0 ? reasons : [new GraphQLError('A value of this fragment is missing.')];
    return describeProblems({ errors: told }, this.#context.requestId).errors;
  }
}

function toFirst(first: FirstPart, extensions: Outcome['extensions'], problems: ProblemReader) {
  return { data: first.data.json, pending: first.pending, ...problems.tell(first, extensions) };
}

async function* toLater(
  { pending }: FirstPart,
  execution: PartExecution,
  problems: ProblemReader,
): AsyncGenerator<LaterMessage, void, undefined> {
  const open = new Set(pending);
  try {
    for await (const part of execution.later()) {
      for (const fragment of part.pending) open.add(fragment);
      for (const { fragment } of part.completed) open.delete(fragment);
      yield toMessage(part, problems);
    }
  } catch (error) {
    yield broken(open, error, problems);
  }
}

function toMessage(
  { pending, delivered, completed, hasNext }: LaterPart,
  problems: ProblemReader,
): LaterMessage {
  return {
    pending,
    delivered: delivered.map((fields) => ({
      fragment: fields.fragment,
      path: fields.path,
      data: fields.data.json,
      ...problems.tell(fields),
    })),
    completed: completed.map(({ fragment, problems: failed }) => {
      const errors = failed && problems.tellFailure(failed);
      return { fragment, ...(errors && { errors }) };
    }),
    hasNext,
  };
}

/** The end of an answer that cannot go on. */
function broken(open: ReadonlySet<PendingFragment>, error: unknown, problems: ProblemReader): LaterMessage {
  const failed = { errors: [toGraphQLError(error)], refusedPaths: [], valueCompletion: [] };
  const errors = problems.tellFailure(failed) ?? [];
  return {
    pending: [],
    delivered: [],
    completed: [...open].map((fragment) => ({ fragment, errors })),
    hasNext: false,
  };
}
