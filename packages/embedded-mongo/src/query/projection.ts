import { type Doc, getField, isDoc, setField } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { compileExpression } from '../expression/compile.js';
import { Scope, type Variables } from '../expression/scope.js';
import type { Evaluate } from '../expression/types.js';

/** For each field name: kept or left out whole (`true`), computed, or projected itself. */
export interface Tree {
  [name: string]: Tree | Evaluate | true;
}

export type Projection = (doc: Doc) => Doc;

export const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);
export const isOn = (value: unknown): boolean => (isNumeric(value) ? toNumber(value) !== 0 : value === true);

const isOff = (value: unknown): boolean => isFlag(value) && !isOn(value);

/** One field of a projection: a flag, or an expression. */
export interface Field {
  readonly path: string;
  readonly value: unknown;
}

/** The fields of a projection. Fields of nested documents have their full paths. */
export function fieldsIn(spec: Doc, prefix = ''): Field[] {
  return Object.entries(spec).flatMap(([name, value]): Field[] => {
    const path = `${prefix}${name}`;
    if (!isDoc(value) || (Object.keys(value)[0]?.startsWith('$') ?? false)) return [{ path, value }];
    if (Object.keys(value).length === 0)
      throw new MongoError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
    return fieldsIn(value, `${path}.`);
  });
}

/** A projection with inclusions or exclusions only. Undefined when it computes a field. */
export function simpleProjection(spec: Doc): Projection | undefined {
  const entries = Object.entries(spec);
  if (!entries.every(([name, value]) => isFlag(value) && !name.includes('$'))) return undefined;
  return projectionOf(
    entries.map(([path, value]) => ({ path, value })),
    {},
  );
}

/** Keeps or leaves out the fields, as the first of them says. Computed fields are kept too. */
export function projectionOf(fields: readonly Field[], variables: Variables): Projection {
  const id = fields.find(({ path }) => path === '_id');
  const others = fields.filter((field) => field !== id);
  const first = others[0] ?? id;
  const includes = first !== undefined && !isOff(first.value);
  for (const { path, value } of others) if (isOff(value) === includes) throw mixed(path, includes);
  const tree: Tree = {};
  if (keepsId(id, includes)) addPath(tree, '_id', true);
  for (const { path, value } of fields) {
    if (!isFlag(value)) addPath(tree, path, compileExpression(value, Object.keys(variables)));
    else if (path !== '_id') addPath(tree, path, true);
  }
  if (!includes) return (doc) => exclude(doc, tree);
  if (fields.every(({ value }) => isFlag(value))) return (doc) => include(doc, tree);
  return (doc) => compute(include(doc, tree), tree, new Scope(doc, variables)) as Doc;
}

const mixed = (path: string, includes: boolean): MongoError =>
  includes
    ? new MongoError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    : new MongoError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);

/** Whether `_id` belongs to the names of the projection, be they kept or left out. */
function keepsId(id: Field | undefined, includes: boolean): boolean {
  if (id === undefined) return includes;
  return isFlag(id.value) && isOn(id.value) === includes;
}

/** Sets computed fields and keeps all others, as `$addFields` does. */
export function additionOf(fields: readonly Field[], variables: Variables): Projection {
  const tree: Tree = {};
  for (const { path, value } of fields) addPath(tree, path, compileExpression(value, Object.keys(variables)));
  return (doc) => compute(doc, tree, new Scope(doc, variables)) as Doc;
}

function addPath(tree: Tree, name: string, leaf: Evaluate | true): void {
  const path = name.split('.');
  if (path.includes('')) throw new MongoError(15998, 'FieldPath field names may not be empty strings.');
  if (path.some((part) => part.startsWith('$')))
    throw new MongoError(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    );
  const last = path.pop() ?? '';
  let node = tree;
  for (const part of path) {
    const known = Object.hasOwn(node, part) ? node[part] : undefined;
    if (known === true || typeof known === 'function')
      throw new MongoError(31249, `Path collision at ${name}`);
    const next: Tree = known ?? {};
    setField(node, part, next);
    node = next;
  }
  if (Object.hasOwn(node, last)) throw new MongoError(31250, `Path collision at ${name}`);
  setField(node, last, leaf);
}

const branchOf = (tree: Tree, name: string): Tree[string] | undefined =>
  Object.hasOwn(tree, name) ? tree[name] : undefined;

function include(doc: Doc, tree: Tree): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const branch = branchOf(tree, name);
    if (branch === undefined || typeof branch === 'function') continue;
    const value = getField(doc, name);
    if (branch === true) setField(result, name, value);
    else if (Array.isArray(value)) setField(result, name, includeItems(value, branch));
    else if (isDoc(value)) setField(result, name, include(value, branch));
  }
  return result;
}

function includeItems(items: readonly unknown[], tree: Tree): unknown[] {
  return items.flatMap((item): unknown[] => {
    if (Array.isArray(item)) return [includeItems(item, tree)];
    return isDoc(item) ? [include(item, tree)] : [];
  });
}

function exclude(doc: Doc, tree: Tree): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const branch = branchOf(tree, name);
    if (branch === true) continue;
    const value = getField(doc, name);
    setField(result, name, branch === undefined ? value : excludeIn(value, branch as Tree));
  }
  return result;
}

function excludeIn(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => excludeIn(item, tree));
  return isDoc(value) ? exclude(value, tree) : value;
}

const computesIn = (tree: Tree): boolean =>
  Object.values(tree).some(
    (branch) => branch !== true && (typeof branch === 'function' || computesIn(branch)),
  );

/** The value with its computed fields. In an array on the way, each element gets them. */
function compute(value: unknown, tree: Tree, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => compute(item, tree, scope));
  const result: Doc = isDoc(value) ? { ...value } : {};
  for (const [name, branch] of Object.entries(tree)) {
    if (branch === true || (typeof branch !== 'function' && !computesIn(branch))) continue;
    const next =
      typeof branch === 'function' ? branch(scope) : compute(getField(result, name), branch, scope);
    if (next === undefined) Reflect.deleteProperty(result, name);
    else setField(result, name, next);
  }
  return result;
}
