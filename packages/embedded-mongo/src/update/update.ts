import { type Doc, isDoc } from '../bson/document.js';
import { equalValues } from '../bson/compare.js';
import { badValue, MongoError } from '../errors.js';
import { appendItems } from '../bson/append-items.js';
import { decodeDocument, decodeFields, type FieldNames, fieldNames } from '../bson/decode.js';
import { assertSize } from '../bson/encode.js';
import { replaceFields } from '../bson/replace-fields.js';
import { firstPart } from '../query/fields-of.js';
import { matcher } from '../query/matcher.js';
import { Stored } from '../collection/stored.js';
import { applyModifiers, assertModifiers } from './modifiers.js';
import { compilePipelineUpdate } from './pipeline.js';
import type { Variables } from '../expression/scope.js';
import { matchedPosition } from './positional.js';

export type UpdateKind = 'operators' | 'replacement' | 'pipeline';

export interface CompiledUpdate {
  readonly kind: UpdateKind;
  /** The names of the fields that the update may change. Undefined when it may change any. */
  readonly fields: ReadonlySet<string> | undefined;
  /** The document after the update. The stored document is not changed. */
  apply(stored: Stored): Stored;
  /** The document that an upsert inserts. */
  create(seed: Doc): Doc;
}

export interface UpdateSpec {
  readonly filter: Doc;
  readonly update: unknown;
  readonly arrayFilters: readonly Doc[];
  readonly variables: Variables;
}

export function compileUpdate(spec: UpdateSpec): CompiledUpdate {
  const { update } = spec;
  if (Array.isArray(update)) return compilePipeline(spec, update as Doc[]);
  if (!isDoc(update)) throw new MongoError(9, 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  return names[0]?.startsWith('$') === true ? compileOperators(spec, update) : compileReplacement(update);
}

function compilePipeline(spec: UpdateSpec, pipeline: Doc[]): CompiledUpdate {
  if (spec.arrayFilters.length > 0)
    throw new MongoError(9, 'arrayFilters may not be specified for pipeline-style updates');
  const change = compilePipelineUpdate(pipeline, spec.variables);
  const run = (doc: Doc): Doc => replaced(doc, change(doc));
  return {
    kind: 'pipeline',
    fields: undefined,
    apply: (stored) => stored.rewritten(run(stored.doc)),
    create: run,
  };
}

function compileReplacement(replacement: Doc): CompiledUpdate {
  const dollar = Object.keys(replacement).find((name) => name.startsWith('$'));
  if (dollar !== undefined) {
    throw new MongoError(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  const run = (doc: Doc): Doc => replaced(doc, replacement);
  return {
    kind: 'replacement',
    fields: undefined,
    apply: (stored) => stored.rewritten(run(stored.doc)),
    create: run,
  };
}

function compileOperators(spec: UpdateSpec, update: Doc): CompiledUpdate {
  const unknown = Object.keys(update).find((name) => !name.startsWith('$'));
  if (unknown !== undefined)
    throw new MongoError(
      9,
      `Unknown modifier: ${unknown}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  assertModifiers(update);
  const arrayFilters = compileArrayFilters(spec.arrayFilters, update);
  const now = new Date();
  const run = (doc: Doc, before: Doc, inserting: boolean): Doc => {
    const position = matchedPosition(spec.filter, before, inserting, spec.variables);
    applyModifiers(doc, update, { arrayFilters, position, inserting, now });
    return inserting ? doc : withIdOf(before, doc);
  };
  const create = (seed: Doc): Doc => run(seed, seed, true);
  const fields = fieldsOf(update);
  if (fields === undefined) {
    const apply = (stored: Stored): Stored =>
      stored.rewritten(run(decodeDocument(stored.bytes), stored.doc, false));
    return { kind: 'operators', fields, apply, create };
  }
  // These paths have no `$`, for which the whole document would be needed.
  const context = { arrayFilters, position: () => undefined, inserting: false, now };
  const changed = (bytes: Buffer, names: FieldNames, modifiers: Doc): Buffer => {
    const after = decodeFields(bytes, names);
    applyModifiers(after, modifiers, context);
    return replaceFields(bytes, names, after);
  };
  const names = fieldNames(fields);
  const { appends, others } = withoutAppends(update);
  const otherNames = fieldNames([...fields].filter((field) => !appends.has(field)));
  const apply = ({ key, bytes }: Stored): Stored => {
    const appended = appends.size === 0 ? undefined : appendAll(bytes, appends);
    const after =
      appended === undefined ? changed(bytes, names, update) : changed(appended, otherNames, others);
    return new Stored(key, assertSize(after));
  };
  return { kind: 'operators', fields, apply, create };
}

/** The items that a `$push` adds at the end of fields, and the update without them. */
function withoutAppends(update: Doc): { appends: ReadonlyMap<string, readonly unknown[]>; others: Doc } {
  const { $push: pushed = {}, ...others } = update;
  const pushes = Object.entries(pushed as Doc);
  const appends = new Map(pushes.flatMap(([path, argument]) => appendedBy(path, argument)));
  const rest = pushes.filter(([path]) => !appends.has(path));
  return { appends, others: rest.length === 0 ? others : { ...others, $push: Object.fromEntries(rest) } };
}

function appendedBy(path: string, argument: unknown): [string, readonly unknown[]][] {
  if (path.includes('.')) return [];
  if (!isDoc(argument) || !('$each' in argument)) return [[path, [argument]]];
  const { $each: items, ...modifiers } = argument;
  return Array.isArray(items) && Object.keys(modifiers).length === 0 ? [[path, items]] : [];
}

/** Undefined when one of the fields is no array. */
function appendAll(bytes: Buffer, appends: ReadonlyMap<string, readonly unknown[]>): Buffer | undefined {
  let after: Buffer | undefined = bytes;
  for (const [field, items] of appends) {
    if (after !== undefined) after = appendItems(after, fieldNames([field]), items);
  }
  return after;
}

/**
 * The fields that operators may change, if no other field matters for the result. Other fields matter for `$`, which
 * depends on the filter, for `_id`, which must not change, and for `$rename`, which moves a field.
 */
function fieldsOf(update: Doc): ReadonlySet<string> | undefined {
  const paths = Object.values(update).flatMap((fields) => Object.keys(fields as Doc));
  const fields = new Set(paths.map(firstPart));
  const isPositional = paths.some((path) => /\.\$(\.|$)/.test(path));
  return isPositional || fields.has('_id') || '$rename' in update ? undefined : fields;
}

/** The replacement document. Without an `_id` it takes that of the original. */
const replaced = (doc: Doc, after: Doc): Doc =>
  withIdOf(doc, '_id' in after || !('_id' in doc) ? after : { _id: doc._id, ...after });

/** Throws when the update changes `_id`. */
function withIdOf(before: Doc, after: Doc): Doc {
  if (!('_id' in before)) return after;
  if (!('_id' in after) || !equalValues(before._id, after._id)) {
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return after;
}

function compileArrayFilters(
  filters: readonly Doc[],
  update: Doc,
): Map<string, (element: unknown) => boolean> {
  const compiled = new Map<string, (element: unknown) => boolean>();
  for (const filter of filters) {
    const identifier = identifierOf(filter);
    if (compiled.has(identifier))
      throw new MongoError(
        9,
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    const predicate = matcher(filter);
    compiled.set(identifier, (element) => predicate({ [identifier]: element }));
  }
  assertEachHasItsOther(compiled, update);
  return compiled;
}

/** Refuses a filter that no path uses, and a path without its filter, even when no document matches. */
function assertEachHasItsOther(filters: ReadonlyMap<string, unknown>, update: Doc): void {
  const unused = new Set(filters.keys());
  for (const path of Object.values(update).flatMap((fields) => Object.keys(fields as Doc))) {
    if (!path.includes('.$[')) continue;
    for (const [, identifier = ''] of path.matchAll(/\.\$\[(\w+)\]/g)) {
      unused.delete(identifier);
      if (!filters.has(identifier))
        throw badValue(`No array filter found for identifier '${identifier}' in path '${path}'`);
    }
  }
  const [identifier] = unused;
  if (identifier !== undefined)
    throw new MongoError(9, `The array filter for identifier '${identifier}' was not used in the update`);
}

function identifierOf(filter: Doc): string {
  const names = new Set<string>();
  collectNames(filter, names);
  const [name] = names;
  if (names.size !== 1 || name === undefined) {
    throw new MongoError(9, 'Error parsing array filter: expected a single top-level field name');
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    throw badValue(
      `Error parsing array filter: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
    );
  return name;
}

function collectNames(filter: Doc, names: Set<string>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name.startsWith('$')) for (const branch of value as Doc[]) collectNames(branch, names);
    else names.add(name.split('.')[0] ?? '');
  }
}
