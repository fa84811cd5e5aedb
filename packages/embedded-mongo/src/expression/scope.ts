import { MongoError } from '../errors.js';

/** Values by their names; undefined is a missing value. */
export type Variables = Readonly<Record<string, unknown>>;

/** The scope of an expression: a document and variables. Each inner scope adds one variable to its outer scope. */
export class Scope {
  readonly root: unknown;
  readonly #variables: Variables;
  #name = 'ROOT';
  #value: unknown;
  #outer: Scope | undefined;

  constructor(root: unknown, variables: Variables) {
    this.root = root;
    this.#variables = variables;
    this.#value = root;
  }

  /** The same with one variable more. */
  with(name: string, value: unknown): Scope {
    const inner = new Scope(this.root, this.#variables);
    inner.#name = name;
    inner.#value = value;
    inner.#outer = this;
    return inner;
  }

  get(name: string): unknown {
    let scope = this as Scope | undefined;
    for (; scope !== undefined; scope = scope.#outer) if (scope.#name === name) return scope.#value;
    if (name === 'CURRENT') return this.root;
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
  }
}

/** A user's variable begins with a small letter. */
export function assertVariable(name: string): string {
  if (/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return name;
  throw new MongoError(9, `'${name}' starts with an invalid character for a user variable name`);
}
