import { type Doc, isDoc, setField } from '../bson/document.js';
import { MongoError, notImplemented } from '../errors.js';
import { OPERATORS, REFUSED } from './operators.js';
import { parsePath, valueAt } from './path.js';
import { assertVariable, Scope, type Variables } from './scope.js';
import type { Context, Evaluate } from './types.js';

const SYSTEM = ['ROOT', 'CURRENT', 'REMOVE', 'NOW'];

/** Compiles an expression with the variables in `names`. Throws MongoDB's error for an unknown operator or variable. */
export function compileExpression(expression: unknown, names: Iterable<string> = []): Evaluate {
  const known = new Set([...SYSTEM, ...names]);
  const context: Context = {
    compile: (inner, more) =>
      more === undefined ? compile(inner, known, context) : compileExpression(inner, [...known, ...more]),
  };
  return compile(expression, known, context);
}

function compile(expression: unknown, known: ReadonlySet<string>, context: Context): Evaluate {
  if (typeof expression === 'string' && expression.startsWith('$')) return compilePath(expression, known);
  if (Array.isArray(expression)) {
    const items = expression.map((item: unknown) => context.compile(item));
    return (scope) => items.map((item) => item(scope) ?? null);
  }
  return isDoc(expression) ? compileObject(expression, context) : () => expression;
}

function compilePath(expression: string, known: ReadonlySet<string>): Evaluate {
  if (!expression.startsWith('$$')) {
    if (expression === '$') throw new MongoError(16872, "'$' by itself is not a valid FieldPath");
    const path = parsePath(expression.slice(1));
    return (scope) => valueAt(scope.get('CURRENT'), path);
  }
  const [name = '', ...path] = parsePath(expression.slice(2));
  if (!known.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`);
  return path.length === 0 ? (scope) => scope.get(name) : (scope) => valueAt(scope.get(name), path);
}

function compileObject(expression: Doc, context: Context): Evaluate {
  const names = Object.keys(expression);
  const operator = names.find((name) => name.startsWith('$'));
  if (operator === undefined) return compileFields(expression, context);
  if (names.length > 1)
    throw new MongoError(
      15983,
      `an object representing an expression must have exactly one field: ${names.join(', ')}`,
    );
  return operatorNamed(operator)(expression[operator], context);
}

function operatorNamed(name: string) {
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator !== undefined) return operator;
  if (REFUSED.has(name)) throw notImplemented(`the expression ${name}`);
  throw new MongoError(168, `Unrecognized expression '${name}'`);
}

function compileFields(expression: Doc, context: Context): Evaluate {
  const fields = Object.entries(expression).map(([name, value]) => {
    if (name.includes('.')) throw new MongoError(16412, "FieldPath field names may not contain '.'.");
    return { name, value: context.compile(value) };
  });
  return (scope) => {
    const result: Doc = {};
    for (const { name, value } of fields) {
      const computed = value(scope);
      if (computed !== undefined) setField(result, name, computed);
    }
    return result;
  };
}

/** Evaluates the variables of a command, `{ name: expression }`. Their expressions have no document. */
export function evaluateVariables(spec: Doc, outer: Variables = {}): Variables {
  const scope = new Scope(undefined, outer);
  return {
    NOW: new Date(),
    ...outer,
    ...Object.fromEntries(
      Object.entries(spec).map(([name, value]) => [
        assertVariable(name),
        compileExpression(value, Object.keys(outer))(scope),
      ]),
    ),
  };
}
