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

  /** A scope with one more variable. */
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

/** Refuses a user variable that does not begin with a lower-case letter. */
export function assertVariable(name: string): string {
  if (/^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return name;
  throw new MongoError(9, `'${name}' starts with an invalid character for a user variable name`);
}
