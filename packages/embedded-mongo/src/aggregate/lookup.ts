import { type Doc, isDoc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { failedToParse, MongoError } from '../errors.js';
import { fieldsOf } from '../expression/arguments.js';
import { assertVariable } from '../expression/compile.js';
import { parsePath, valueAt } from '../expression/path.js';
import { isRegex } from '../query/regex.js';
import { Long } from 'bson';
import type { StageCompiler, StageContext } from './aggregation.js';
import { ofDocument } from './reshape.js';
import { withValue } from './unwind.js';

type Join = (doc: Doc) => Doc[];

/** `$lookup`, with one query per document, so that an index of the other collection serves it. */
const $lookup: StageCompiler = (argument, context) => {
  const spec = fieldsOf(
    '$lookup',
    argument,
    ['as'],
    ['from', 'localField', 'foreignField', 'let', 'pipeline'],
  );
  const { from, as } = spec;
  if (typeof from !== 'string') throw failedToParse("$lookup needs the name of a collection as 'from'");
  if (typeof as !== 'string') throw failedToParse("$lookup needs 'as'");
  const join = joinOf(spec);
  const { pipeline = join === undefined ? undefined : [] } = spec;
  if (!Array.isArray(pipeline))
    throw failedToParse(
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified",
    );
  const variables = isDoc(spec.let) ? Object.entries(spec.let) : [];
  const values = variables.map(([name, value]) => ({
    name: assertVariable(name),
    of: ofDocument(value, context.variables),
  }));
  const path = parsePath(as);
  const found = (doc: Doc): Doc[] => {
    const inner = {
      ...context.variables,
      ...Object.fromEntries(values.map(({ name, of }) => [name, of(doc)])),
    };
    return [...context.query(from, [...(join?.(doc) ?? []), ...(pipeline as Doc[])], inner)];
  };
  return function* (input) {
    for (const doc of input) yield withValue(doc, path, found(doc));
  };
};

function joinOf({ localField, foreignField }: Doc): Join | undefined {
  if (localField === undefined && foreignField === undefined) return undefined;
  if (typeof localField !== 'string' || typeof foreignField !== 'string')
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified",
    );
  const path = parsePath(localField);
  return (doc) => [{ $match: joined(foreignField, valueAt(doc, path)) }];
}

/** A missing value joins null and missing; an array joins each of its elements, a regular expression only its like. */
function joined(field: string, value: unknown): Doc {
  if (!Array.isArray(value)) return { [field]: { $eq: value ?? null } };
  if (value.some(isRegex)) return { $or: value.map((item: unknown) => ({ [field]: { $eq: item } })) };
  return { [field]: { $in: value } };
}

interface Walk {
  readonly from: string;
  readonly to: string;
  readonly most: number;
  readonly depthField: readonly string[] | undefined;
  readonly restrict: Doc | undefined;
}

/** `$graphLookup`, with one query per depth. */
const $graphLookup: StageCompiler = (argument, context) => {
  const spec = fieldsOf(
    '$graphLookup',
    argument,
    ['from', 'startWith', 'connectFromField', 'connectToField', 'as'],
    ['maxDepth', 'depthField', 'restrictSearchWithMatch'],
  );
  const { from, connectFromField: next, connectToField: to, as } = spec;
  if (![from, next, to, as].every((name) => typeof name === 'string'))
    throw new MongoError(
      40103,
      '$graphLookup needs strings as from, connectFromField, connectToField and as',
    );
  const start = ofDocument(spec.startWith, context.variables);
  const most = isNumeric(spec.maxDepth) ? toNumber(spec.maxDepth) : Infinity;
  if (most < 0) throw new MongoError(40101, 'maxDepth requires a nonnegative argument');
  const walk: Walk = {
    from: String(from),
    to: String(to),
    most,
    depthField: typeof spec.depthField === 'string' ? parsePath(spec.depthField) : undefined,
    restrict: isDoc(spec.restrictSearchWithMatch) ? spec.restrictSearchWithMatch : undefined,
  };
  const path = parsePath(String(as));
  const nextPath = parsePath(String(next));
  return function* (input) {
    for (const doc of input) yield withValue(doc, path, reached(start(doc), walk, nextPath, context));
  };
};

function reached(start: unknown, walk: Walk, next: readonly string[], context: StageContext): Doc[] {
  const found = new Map<string, Doc>();
  const asked = new Set<string>();
  let frontier: unknown[] = Array.isArray(start) ? start : [start ?? null];
  for (let depth = 0; frontier.length > 0 && depth <= walk.most; depth += 1) {
    const fresh = frontier.filter((value) => !asked.has(encodeKey(value).toString('latin1')));
    for (const value of fresh) asked.add(encodeKey(value).toString('latin1'));
    const filter = { [walk.to]: { $in: fresh } };
    const match = walk.restrict === undefined ? filter : { $and: [filter, walk.restrict] };
    frontier = [];
    for (const doc of context.query(walk.from, [{ $match: match }], context.variables)) {
      const key = encodeKey(doc._id).toString('latin1');
      if (found.has(key)) continue;
      found.set(
        key,
        walk.depthField === undefined ? doc : withValue(doc, walk.depthField, Long.fromNumber(depth)),
      );
      const value = valueAt(doc, next);
      if (Array.isArray(value)) frontier.push(...(value as unknown[]));
      else if (value !== undefined) frontier.push(value);
    }
  }
  return [...found.values()];
}

const $unionWith: StageCompiler = (argument, context) => {
  const spec =
    typeof argument === 'string'
      ? { coll: argument }
      : fieldsOf('$unionWith', argument, [], ['coll', 'pipeline']);
  const { coll, pipeline = [] } = spec;
  if (typeof coll !== 'string') throw failedToParse("$unionWith needs the name of a collection as 'coll'");
  if (!Array.isArray(pipeline)) throw failedToParse("$unionWith: 'pipeline' has to be an array");
  return function* (input) {
    yield* input;
    yield* context.query(coll, pipeline as Doc[], context.variables);
  };
};

export const joins: Readonly<Record<string, StageCompiler>> = { $lookup, $graphLookup, $unionWith };
