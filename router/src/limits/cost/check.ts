import { perOperation, type OperationCheck, type ResolvedOperation } from '../../operation/check.js';
import { refuse } from '../../operation/refuse.js';
import type { CostModel } from './model.js';
import { compileCost, runCost, type CostProgram, type Variables } from './program.js';

export interface CostLimits {
  /** The most an operation may cost; undefined lets it cost anything. */
  readonly cost: number | undefined;
  /** The most items that may be asked for at once. */
  readonly listSize: number;
  /** The size of a list that has no `@listSize`. */
  readonly assumedListSize: number;
}

/** The cost of an operation, for the rate limit. */
export type Pricing = (resolved: ResolvedOperation) => number;

/**
 * A small query can ask for a lot: `first: 100` four levels deep is a hundred million objects. What an operation would
 * cost is told from the subgraphs' `@cost` and `@listSize` before it is planned, with the variables of this request:
 * a document that was cheap three times may ask for a thousand items the fourth.
 */
export function useCostLimit(
  model: CostModel,
  limits: CostLimits,
): { readonly check: OperationCheck; readonly price: Pricing } {
  const compiled = perOperation((operation, document, schema) =>
    compileCost(operation, document, { schema, model, defaultListSize: limits.assumedListSize }),
  );
  const price: Pricing = (resolved) => {
    const program = compiled(resolved);
    return runCost(program, withDefaults(program, resolved.variables));
  };
  return {
    price,
    check(resolved) {
      const program = compiled(resolved);
      const variables = withDefaults(program, resolved.variables);
      checkSlices(program, variables, limits);
      const { context } = resolved;
      if (limits.cost === undefined && !context.wantsCost) return;
      const cost = { asked: runCost(program, variables), allowed: limits.cost ?? null };
      if (context.wantsCost) context.extensions.cost = cost;
      if (limits.cost === undefined || cost.asked <= limits.cost) return;
      throw refuse(
        400,
        'OPERATION_TOO_COMPLEX',
        `The operation would cost ${cost.asked}; at most ${limits.cost} is allowed. Ask for fewer items or fields.`,
        { extensions: { cost } },
      );
    },
  };
}

function withDefaults({ defaults }: CostProgram, variables: Variables): Variables {
  for (const name in defaults) if (!Object.hasOwn(variables, name)) return { ...defaults, ...variables };
  return variables;
}

function checkSlices({ slices }: CostProgram, variables: Variables, limits: CostLimits): void {
  for (const slice of slices) {
    const value = slice.read(variables);
    if (typeof value !== 'number') continue;
    if (value < 1) {
      throw refuse(400, 'BAD_USER_INPUT', `${slice.name} must be at least 1.`);
    }
    if (value > limits.listSize) {
      const message = `${slice.name} asks for ${value} items; at most ${limits.listSize} are given at once.`;
      throw refuse(400, 'OPERATION_TOO_COMPLEX', message);
    }
  }
}
