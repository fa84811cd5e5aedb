import { Context } from 'mingo/core';
import type { Options } from 'mingo/types';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import { MongoError } from '../errors.js';
import { bsonAccumulators } from './accumulators.js';
import { comparisons } from './comparisons.js';

/** mingo's expressions, with MongoDB's comparison in the place of its own. */
export const expressionContext = Context.init({
  expression: { ...expressions, ...comparisons },
  accumulator: { ...accumulators, ...bsonAccumulators },
});

export function expressionOptions(variables: Readonly<Record<string, unknown>> = {}): Partial<Options> {
  return {
    context: expressionContext,
    scriptEnabled: false,
    useStrictMode: true,
    variables: { ...variables },
  };
}

/** Runs a computation by mingo; what it refuses is an error of the command, never of the server. */
export function computing<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof MongoError) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new MongoError(mingoCode(message), message);
  }
}

function mingoCode(message: string): number {
  if (message.startsWith('unregistered pipeline operator')) return 40324;
  if (message.includes('is not registered')) return 168;
  if (message.startsWith('Use of undefined variable')) return 17276;
  return 14;
}
