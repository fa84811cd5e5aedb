import type { GraphQLSchema } from 'graphql';
import { refuse } from '../../errors/refuse.js';
import type { Conditions } from '../../execution/conditions.js';
import type { OperationParts } from '../../execution/operation.js';
import type { CostModel } from './model.js';
import type { Variables } from './input.js';
import { compileCost, runCost, type CostProgram } from './program.js';

export interface CostLimits {
  /** The maximum cost of an operation; undefined sets no limit. */
  readonly cost: number | undefined;
  /** The maximum number of items that a list argument may request. */
  readonly listSize: number;
  /** The assumed size of a list without `@listSize`. */
  readonly assumedListSize: number;
}

/** The cost of an operation, as clients see it. */
export interface Cost {
  readonly asked: number;
  readonly allowed: number | null;
}

/**
 * A small query can request a lot: `first: 100` four levels deep is a hundred million objects. The cost of an operation
 * is computed from the subgraphs' `@cost` and `@listSize` before planning, with the variables of this request, since a
 * document that was cheap three times may request a thousand items the fourth time.
 */
export interface CostLimit {
  readonly compile: (operation: OperationParts, schema: GraphQLSchema) => CostProgram;
  /** @throws Refusal when a list is requested with an invalid size */
  readonly measure: (program: CostProgram, variables: Variables, conditions: Conditions) => Cost;
}

/**
 * The fixed cost of every operation. Its request, its token, its plan and at least one fetch take the same work for one
 * object as for ten. `npm run test:load -- cost` measures the CPU time of a unit of cost.
 */
export const OPERATION_COST = 10;

export function createCostLimit(model: CostModel, limits: CostLimits): CostLimit {
  return {
    compile: (operation, schema) =>
      compileCost(operation, { schema, model, defaultListSize: limits.assumedListSize }),
    measure(program, given, conditions) {
      const variables = withDefaults(program, given);
      checkSlices(program, variables, limits);
      const asked = OPERATION_COST + runCost(program, variables, conditions);
      return { asked, allowed: limits.cost ?? null };
    },
  };
}

/** @throws Refusal */
export function refuseExcessiveCost(cost: Cost): void {
  if (cost.allowed === null || cost.asked <= cost.allowed) return;
  throw refuse(
    400,
    'OPERATION_TOO_COMPLEX',
    `The operation would cost ${cost.asked}; at most ${cost.allowed} is allowed. Ask for fewer items or fields.`,
    { extensions: { cost } },
  );
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
