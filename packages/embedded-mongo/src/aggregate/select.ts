import { type Doc, isDoc, setField } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { fieldsOf } from '../expression/arguments.js';
import { compileExpression } from '../expression/compile.js';
import { Scope, type Variables } from '../expression/scope.js';
import { matcher } from '../query/matcher.js';
import { sorter } from '../query/sort.js';
import type { Stage, StageCompiler } from './aggregation.js';

const $match: StageCompiler = (argument, { variables }) => {
  if (!isDoc(argument)) throw new MongoError(15959, 'the match filter must be an expression in an object');
  const accepts = matcher(argument, variables);
  return function* (input) {
    for (const doc of input) if (accepts(doc)) yield doc;
  };
};

const $sort: StageCompiler = (argument) => {
  if (!isDoc(argument)) throw new MongoError(15973, 'the $sort key specification must be an object');
  if (Object.keys(argument).length === 0)
    throw new MongoError(15976, '$sort stage must have at least one sort key');
  const sort = sorter(argument);
  return (input) => sort([...input], (doc) => doc);
};

function wholeNumber(name: string, argument: unknown, least: number, code: number): number {
  const number = isNumeric(argument) ? toNumber(argument) : Number.NaN;
  if (Number.isSafeInteger(number) && number >= least) return number;
  throw new MongoError(code, `invalid argument to ${name} stage: expected a number of at least ${least}`);
}

const $skip: StageCompiler = (argument) => {
  const count = wholeNumber('$skip', argument, 0, 5107200);
  return function* (input) {
    let at = 0;
    for (const doc of input) if ((at += 1) > count) yield doc;
  };
};

const $limit: StageCompiler = (argument) => {
  if (isNumeric(argument) && toNumber(argument) === 0)
    throw new MongoError(15958, 'the limit must be positive');
  const count = wholeNumber('$limit', argument, 1, 5107201);
  return function* (input) {
    let at = 0;
    for (const doc of input) {
      yield doc;
      if ((at += 1) >= count) return;
    }
  };
};

const $sample: StageCompiler = (argument) => {
  const { size } = fieldsOf('$sample', argument, ['size']);
  const count = wholeNumber('$sample', size, 1, 28747);
  return (input) => {
    const docs = [...input];
    for (let at = 0; at < Math.min(count, docs.length); at += 1) {
      const other = at + Math.floor(Math.random() * (docs.length - at));
      const [here, there] = [docs[at], docs[other]];
      if (here !== undefined && there !== undefined) [docs[at], docs[other]] = [there, here];
    }
    return docs.slice(0, count);
  };
};

/** The name of `$count`'s only field. */
export function countName(name: unknown): string {
  if (typeof name !== 'string') throw new MongoError(40156, 'the count field must be a non-empty string');
  if (name === '') throw new MongoError(40157, 'the count field must be a non-empty string');
  if (name.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('\0')) throw new MongoError(40159, 'the count field cannot contain a null byte');
  if (name.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return name;
}

const $count: StageCompiler = (argument) => {
  const name = countName(argument);
  return function* (input) {
    let n = 0;
    for (const _ of input) n += 1;
    if (n > 0) yield { [name]: n };
  };
};

const DECISIONS = ['DESCEND', 'PRUNE', 'KEEP'];

/** What `$redact` leaves of a document: all, nothing, or what it leaves of the documents inside. */
const $redact: StageCompiler = (argument, { variables }) => {
  const decide = compileExpression(argument, [...Object.keys(variables), ...DECISIONS]);
  const known: Variables = { ...variables, ...Object.fromEntries(DECISIONS.map((name) => [name, name])) };
  const redacted = (doc: Doc, scope: Scope): Doc | undefined => {
    const decision = decide(scope);
    if (decision === 'KEEP') return doc;
    if (decision === 'PRUNE') return undefined;
    if (decision !== 'DESCEND')
      throw new MongoError(17053, '$redact must evaluate to $$DESCEND, $$PRUNE or $$KEEP');
    const result: Doc = {};
    for (const [name, value] of Object.entries(doc)) {
      const kept = inside(value, scope);
      if (kept !== undefined) setField(result, name, kept);
    }
    return result;
  };
  const inside = (value: unknown, scope: Scope): unknown => {
    if (Array.isArray(value))
      return value.map((item) => inside(item, scope)).filter((item) => item !== undefined);
    return isDoc(value) ? redacted(value, scope.with('CURRENT', value)) : value;
  };
  return function* (input) {
    for (const doc of input) {
      const kept = redacted(doc, new Scope(doc, known));
      if (kept !== undefined) yield kept;
    }
  };
};

const $facet: StageCompiler = (argument, context) => {
  if (!isDoc(argument) || Object.keys(argument).length === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object');
  const facets = Object.entries(argument).map(([name, pipeline]): { name: string; run: Stage } => {
    if (!Array.isArray(pipeline))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const inner = (pipeline as Doc[]).find(
      (stage) => isDoc(stage) && ('$facet' in stage || '$documents' in stage),
    );
    if (inner !== undefined)
      throw new MongoError(
        40600,
        `${Object.keys(inner)[0] ?? ''} is not allowed to be used within a $facet stage`,
      );
    return { name, run: context.compile(pipeline as Doc[]) };
  });
  return function* (input) {
    const docs = [...input];
    const result: Doc = {};
    for (const { name, run } of facets) setField(result, name, [...run(docs)]);
    yield result;
  };
};

export const selecting: Readonly<Record<string, StageCompiler>> = {
  $match,
  $sort,
  $skip,
  $limit,
  $sample,
  $count,
  $redact,
  $facet,
};
