import { Context } from 'mingo/core';
import type { Options } from 'mingo/types';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as windows from 'mingo/operators/window';
import { expressionContext, expressionOptions } from './compute.js';
import { bsonStages } from './stages.js';

/** Everything mingo has for pipelines, with the stages that compare values replaced by MongoDB's. */
const context = Context.from(
  expressionContext,
  Context.init({
    projection: projections,
    pipeline: { ...stages, ...bsonStages },
    window: windows,
  }),
);

export function mingoOptions(variables: Readonly<Record<string, unknown>> = {}): Partial<Options> {
  return { ...expressionOptions(variables), context };
}
