import { type Doc, getField, isDoc, setField } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';

/** A tree of field names: `true` is a whole field. */
interface Tree {
  [name: string]: Tree | true;
}

export type Projection = (doc: Doc) => Doc;

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value);
const isOn = (value: unknown): boolean => (isNumeric(value) ? toNumber(value) !== 0 : value === true);

/** Inclusion and exclusion of fields. Undefined when the projection computes something. */
export function simpleProjection(spec: Doc): Projection | undefined {
  const entries = Object.entries(spec);
  if (!entries.every(([name, value]) => isFlag(value) && !name.includes('$'))) return undefined;
  const others = entries.filter(([name]) => name !== '_id');
  const includes = others.length > 0 ? isOn(others[0]?.[1]) : isOn(spec._id);
  for (const [name, value] of others) {
    if (isOn(value) === includes) continue;
    throw includes
      ? new MongoError(31254, `Cannot do exclusion on field ${name} in inclusion projection`)
      : new MongoError(31253, `Cannot do inclusion on field ${name} in exclusion projection`);
  }
  const tree: Tree = {};
  for (const [name] of others) addPath(tree, name);
  if (includes ? !('_id' in spec) || isOn(spec._id) : '_id' in spec && !isOn(spec._id)) addPath(tree, '_id');
  return includes ? (doc) => include(doc, tree) : (doc) => exclude(doc, tree);
}

function addPath(tree: Tree, name: string): void {
  const path = name.split('.');
  const last = path.pop() ?? '';
  let node = tree;
  for (const part of path) {
    const next = node[part] ?? (node[part] = {});
    if (next === true) throw new MongoError(31249, `Path collision at ${name}`);
    node = next;
  }
  if (node[last] !== undefined) throw new MongoError(31250, `Path collision at ${name}`);
  node[last] = true;
}

function include(doc: Doc, tree: Tree): Doc {
  const result: Doc = {};
  for (const name of Object.keys(doc)) {
    const branch = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (branch === undefined) continue;
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
    const branch = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (branch === true) continue;
    const value = getField(doc, name);
    setField(result, name, branch === undefined ? value : excludeIn(value, branch));
  }
  return result;
}

function excludeIn(value: unknown, tree: Tree): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => excludeIn(item, tree));
  return isDoc(value) ? exclude(value, tree) : value;
}
