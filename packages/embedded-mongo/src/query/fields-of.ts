import { type FieldNames, fieldNames, fieldsOnPaths } from '../bson/decode.js';
import { type Doc, isDoc } from '../bson/document.js';

/** The fields of a document that a filter reads. Undefined when it may read any. */
export function fieldsOfFilter(filter: Doc): FieldNames | undefined {
  const paths = new Set<string>();
  return addFilter(paths, filter) ? fieldsOnPaths(paths) : undefined;
}

/** The names of the fields that a filter reads. Undefined when it may read any. */
export function namesOfFilter(filter: Doc): ReadonlySet<string> | undefined {
  const paths = new Set<string>();
  return addFilter(paths, filter) ? new Set([...paths].map(firstPart)) : undefined;
}

function addFilter(paths: Set<string>, filter: Doc): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$and' || name === '$or' || name === '$nor')
      return Array.isArray(value) && value.every((branch) => isDoc(branch) && addFilter(paths, branch));
    if (name.startsWith('$')) return name === '$comment';
    paths.add(name);
    return true;
  });
}

/** The fields of a document that the stage `$group` reads. Undefined when it may read any. */
export function fieldsOfGroup(argument: unknown): FieldNames | undefined {
  const names = new Set<string>();
  return addExpression(names, argument) ? fieldNames(names) : undefined;
}

function addExpression(names: Set<string>, expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.every((each) => addExpression(names, each));
  if (isDoc(expression))
    return Object.entries(expression).every(
      ([key, value]) => key !== '$getField' && addExpression(names, value),
    );
  if (typeof expression !== 'string' || !expression.startsWith('$')) return true;
  if (expression.startsWith('$$ROOT') || expression.startsWith('$$CURRENT')) return false;
  if (!expression.startsWith('$$')) names.add(firstPart(expression.slice(1)));
  return true;
}

export const firstPart = (path: string): string => path.split('.', 1)[0] ?? path;
