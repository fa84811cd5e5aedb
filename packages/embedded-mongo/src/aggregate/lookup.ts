import { evalExpr } from 'mingo/core';
import { type Doc, isDoc } from '../bson/document.js';
import { failedToParse } from '../errors.js';
import { valuesAt } from '../query/path.js';
import { writePath } from '../update/paths.js';
import { computing } from './compute.js';
import { mingoOptions } from './mingo.js';
import type { Aggregation } from './aggregation.js';

interface Lookup {
  readonly from: string;
  readonly as: string;
  readonly localField?: string;
  readonly foreignField?: string;
  readonly let: Doc;
  readonly pipeline: readonly Doc[];
}

function parse(argument: unknown): Lookup {
  if (!isDoc(argument)) throw failedToParse('the $lookup specification must be an Object');
  const { from, as, localField, foreignField, let: variables, pipeline } = argument;
  if (typeof from !== 'string' || typeof as !== 'string')
    throw failedToParse("$lookup needs 'from' and 'as'");
  const byField = localField !== undefined || foreignField !== undefined;
  if (byField && (typeof localField !== 'string' || typeof foreignField !== 'string')) {
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  }
  if (!byField && pipeline === undefined) {
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  }
  return {
    from,
    as,
    ...(typeof localField === 'string' && typeof foreignField === 'string'
      ? { localField, foreignField }
      : {}),
    let: isDoc(variables) ? variables : {},
    pipeline: Array.isArray(pipeline) ? (pipeline as Doc[]) : [],
  };
}

/** `$lookup`, with one query per document, so that an index of the other collection serves it. */
export function lookup(
  spec: Aggregation,
  docs: readonly Doc[],
  argument: unknown,
  aggregate: (spec: Aggregation) => Doc[],
): Doc[] {
  const parsed = parse(argument);
  return docs.map((doc) => {
    const options = mingoOptions(spec.variables);
    const variables = computing(() =>
      Object.fromEntries(
        Object.entries(parsed.let).map(([name, value]) => [
          name,
          evalExpr(doc as never, value as never, options as never),
        ]),
      ),
    );
    const pipeline = [...joined(doc, parsed), ...parsed.pipeline];
    const found = aggregate({
      ...spec,
      collection: parsed.from,
      pipeline,
      variables: { ...spec.variables, ...variables },
    });
    const copy = { ...doc };
    writePath(copy, parsed.as.split('.'), found);
    return copy;
  });
}

function joined(doc: Doc, { localField, foreignField }: Lookup): Doc[] {
  if (localField === undefined || foreignField === undefined) return [];
  const values = valuesAt(doc, localField).flatMap((value) =>
    Array.isArray(value) ? (value as unknown[]) : [value],
  );
  const [only, ...others] = values;
  if (values.length === 0) return [{ $match: { [foreignField]: { $eq: null } } }];
  return [{ $match: { [foreignField]: others.length === 0 ? { $eq: only } : { $in: values } } }];
}
