interface Step {
  /** The changed object and fields. A later change of the same fields needs no step of its own. */
  readonly target?: object;
  readonly fields?: readonly string[];
  readonly undo: () => void;
}

/** Restores the state in memory when its transaction is rolled back. */
export class UndoLog {
  #steps: Step[] = [];
  /** The number of steps when the innermost `guard` began. */
  #start = 0;

  /** Runs `run`. When it throws, the state in memory is restored. */
  guard<T>(run: () => T): T {
    const outer = this.#start;
    const start = this.#steps.length;
    this.#start = start;
    try {
      return run();
    } catch (error) {
      this.#undoFrom(start);
      throw error;
    } finally {
      this.#start = outer;
    }
  }

  /** Call when the transaction could not be committed. */
  undoAll(): void {
    this.#undoFrom(0);
  }

  #undoFrom(start: number): void {
    for (const step of this.#steps.splice(start).reverse()) step.undo();
  }

  add(undo: () => void): void {
    this.#steps.push({ undo });
  }

  /** Sets fields of an object. */
  assign<T extends object>(target: T, change: Partial<T>): void {
    const fields = Object.keys(change);
    const last = this.#steps.length > this.#start ? this.#steps.at(-1) : undefined;
    const known = last?.target === target && fields.every((field) => last.fields?.includes(field));
    if (!known) {
      const absent = fields.filter((field) => !(field in target));
      const before = Object.fromEntries(Object.entries(target).filter(([field]) => fields.includes(field)));
      const undo = (): void => {
        for (const field of absent) Reflect.deleteProperty(target, field);
        Object.assign(target, before);
      };
      this.#steps.push({ target, fields, undo });
    }
    Object.assign(target, change);
  }

  /** Call when the transaction is committed: its steps are no longer needed. */
  clear(): void {
    this.#steps = [];
  }
}
