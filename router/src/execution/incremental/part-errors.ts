import type { GraphQLError } from 'graphql';
import { isRecord } from '../faults.js';
import type { Step } from '../fetch/step.js';
import { getOwn } from '../own-property.js';
import type { Path } from '../path.js';
import type { SerializedData } from '../serialized.js';
import { FIRST_PART, isSamePart } from '../shape/deferred-part.js';
import type { Part } from '../shape/deferred-part.js';
import type { FieldShape, ObjectShape } from '../shape/shape.js';
import { typeShapeFor } from '../shape/value.js';
import { valueAt } from '../value-at.js';

/** The errors of an answer's fetches, until the parts are written that they belong to. */
export class PartErrors {
  readonly #shape: ObjectShape;
  readonly #waiting = new Set<WaitingError>();
  #read = 0;

  /** @param shape of the first answer */
  constructor(shape: ObjectShape) {
    this.#shape = shape;
  }

  /**
   * Reads the errors that these steps have added.
   *
   * @param errors all errors of the answer so far
   */
  read(errors: readonly GraphQLError[], steps: readonly Step[], root: Record<string, unknown>): void {
    const causes = new Set(steps.map(({ plan }) => plan.deferred));
    for (; this.#read < errors.length; this.#read++) {
      const error = errors[this.#read];
      if (error === undefined) continue;
      const part = error.path && partAt(this.#shape, error.path, root);
      this.#waiting.add({ error, part, causes });
    }
  }

  /**
   * Takes the errors of a part of the object at a path.
   *
   * @param data the part as it is written; `undefined` when it has none
   */
  take(part: Part, path: Path, data?: SerializedData): readonly GraphQLError[] {
    const taken = [...this.#waiting].filter((waiting) => belongs(waiting, part, path));
    for (const waiting of taken) this.#waiting.delete(waiting);
    if (data !== undefined) taken.push(...this.#takeLost(data, path));
    return taken.map(({ error }) => error);
  }

  /** Takes the errors of later parts of objects that are null here, and so will have no later parts. */
  #takeLost(data: SerializedData, path: Path): readonly WaitingError[] {
    const inner = [...this.#waiting].filter(({ error }) => error.path && isWithin(error.path, path));
    if (inner.length === 0) return [];
    const written: unknown = JSON.parse(data.json);
    const lost = inner.filter(({ error }) => isInNull(written, (error.path ?? []).slice(path.length)));
    for (const waiting of lost) this.#waiting.delete(waiting);
    return lost;
  }
}

interface WaitingError {
  readonly error: GraphQLError;
  /** The part that its field is in; `undefined` when it has no path. */
  readonly part: Part | undefined;
  /** The deferred fragments that the failed steps are for. `undefined` among them stands for the first answer. */
  readonly causes: ReadonlySet<number | undefined>;
}

/** An error without a path, or of a field that was answered before, belongs to the part whose fetch has failed. */
function belongs({ error, part: located, causes }: WaitingError, part: Part, path: Path): boolean {
  if (located !== undefined && isSamePart(located, part)) return isWithin(error.path ?? [], path);
  if (part.length === 0) return located === undefined && causes.has(undefined);
  const isCause = part.some((fragment) => causes.has(fragment));
  if (located === undefined) return isCause && !causes.has(undefined);
  return (
    isCause && located.length === 0 && (isWithin(error.path ?? [], path) || isWithin(path, error.path ?? []))
  );
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((segment, index) => path[index] === segment);
}

/** Whether a path in written data leads through an object that is null. */
function isInNull(written: unknown, path: Path): boolean {
  return path.some((_, length) => length > 0 && valueAt(written, path.slice(0, length)) === null);
}

/** The part in which the field at a response path is answered. */
function partAt(first: ObjectShape, path: Path, root: unknown): Part {
  let shape: ObjectShape | undefined = first;
  let part = FIRST_PART;
  let value = root;
  for (const segment of path) {
    if (typeof segment === 'number') {
      value = Array.isArray(value) ? value[segment] : undefined;
      continue;
    }
    // A null takes the error of a field inside it to its own part.
    const found: FieldOfPart | undefined =
      shape && isRecord(value) ? fieldAt(shape, value, segment) : undefined;
    if (found === undefined) return part;
    part = found.part ?? part;
    shape = found.field.shape;
    value = isRecord(value) ? getOwn(value, found.field.readKey) : undefined;
  }
  return part;
}

interface FieldOfPart {
  readonly field: FieldShape;
  /** `undefined` when it is the part of the object itself. */
  readonly part?: Part;
}

function fieldAt(shape: ObjectShape, object: Record<string, unknown>, key: string): FieldOfPart | undefined {
  const own = typeShapeFor(shape, object)?.find((field) => field.key === key);
  if (own !== undefined) return { field: own };
  for (const { part, shape: rest } of shape.deferralsFor(object).fields) {
    const field = typeShapeFor(rest, object)?.find((candidate) => candidate.key === key);
    if (field !== undefined) return { field, part };
  }
  return undefined;
}
