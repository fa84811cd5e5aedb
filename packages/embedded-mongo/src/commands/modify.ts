import { ObjectId } from 'bson';
import { type Doc, isDoc } from '../bson/document.js';
import { encodeKey } from '../bson/key.js';
import type { Collection } from '../collection/collection.js';
import { type Stored, withId } from '../collection/stored.js';
import { MongoError } from '../errors.js';
import { isOperators } from '../query/matcher.js';
import { isRegex } from '../query/regex.js';
import { type CompiledUpdate, compileUpdate, type UpdateSpec } from '../update/update.js';
import { writePath } from '../update/paths.js';

/** Stores the updated document if it differs. */
export function modify(
  collection: Collection,
  stored: Stored,
  update: CompiledUpdate,
): { readonly after: Stored; readonly changed: boolean } {
  const after = update.apply(stored);
  return { after, changed: collection.replaceIfChanged(stored, after, update.fields) };
}

/** Refuses `$expr` in the filter of an upsert, because no document can be made from it. */
export function assertUpsertFilter(filter: Doc): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$expr')
      throw new MongoError(224, '$expr is not allowed in the query predicate for an upsert');
    if (name.startsWith('$') && Array.isArray(value)) value.filter(isDoc).forEach(assertUpsertFilter);
  }
}

/** Inserts the document that an upsert makes from its filter and its update. */
export function upsert(collection: Collection, spec: UpdateSpec): Doc {
  const update = compileUpdate(spec);
  const seed = seedOf(spec.filter, update.kind === 'replacement');
  // The update may change the seed itself.
  const id = '_id' in seed ? encodeKey(seed._id) : undefined;
  const made = update.create(seed);
  if (id !== undefined && '_id' in made && !encodeKey(made._id).equals(id))
    throw new MongoError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  const doc = withId(
    '_id' in made || !('_id' in seed) ? made : { _id: seed._id, ...made },
    () => new ObjectId(),
  );
  collection.insert(doc);
  return doc;
}

/** The fields for which the filter demands equality: an upserted document starts with them. */
function seedOf(filter: Doc, idOnly: boolean): Doc {
  const seed: Doc = {};
  const taken: string[] = [];
  for (const [path, value] of equalities(filter)) {
    if (idOnly && path !== '_id') continue;
    const other = taken.find((known) => overlap(known, path));
    if (other !== undefined) throw notSingle(other, path);
    taken.push(path);
    writePath(seed, path.split('.'), value);
  }
  return seed;
}

const overlap = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

const notSingle = (a: string, b: string): MongoError =>
  new MongoError(
    54,
    `cannot infer query fields to set, ${a === b ? `path '${a}' is matched twice` : `both paths '${a}' and '${b}' are matched`}`,
  );

function equalities(filter: Doc): [string, unknown][] {
  return Object.entries(filter).flatMap(([name, condition]): [string, unknown][] => {
    if (name === '$and' && Array.isArray(condition)) {
      return condition.flatMap((branch) => (isDoc(branch) ? equalities(branch) : []));
    }
    if (name === '$or' && Array.isArray(condition) && condition.length === 1)
      return equalities(condition[0] as Doc);
    if (name.startsWith('$')) return [];
    if (!isOperators(condition)) return isRegex(condition) ? [] : [[name, condition]];
    if ('$eq' in condition) return [[name, condition.$eq]];
    const { $in: values, $all: all } = condition;
    const [only, ...others] = (Array.isArray(values) ? values : Array.isArray(all) ? all : []) as unknown[];
    return only !== undefined && others.length === 0 && !isOperators(only) ? [[name, only]] : [];
  });
}
