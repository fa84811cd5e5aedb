import { GraphQLError, isListType, isNonNullType } from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';
import { isRecord } from '../faults.js';
import { getOwn } from '../own-property.js';
import { compileLeaf } from './leaf.js';
import type { FieldShape, ObjectShape, TypeShape } from './object-shape.js';
import { typeShapeFor } from './value.js';

/** The response keys that were not fetched of objects. */
type Unfetched = ReadonlyMap<Record<string, unknown>, ReadonlySet<string>>;

type Path = readonly (string | number)[];

/** Why an answer has nulls that no subgraph explained. */
export interface NullReasons {
  /** The response paths of fields that the caller may not have. */
  readonly refusedPaths: readonly Path[];
  /** The values that had to become null though no fetch failed. */
  readonly valueCompletion: readonly GraphQLError[];
}

interface Walk {
  readonly unfetched: Unfetched;
  readonly tellsInvalidValues: boolean;
  readonly refusedPaths: Path[];
  readonly valueCompletion: GraphQLError[];
  readonly path: (string | number)[];
}

/** The most reasons of each kind. A client learns nothing from more, and a list may have thousands. */
const MAX_REASONS = 100;

/** How a value came out: null or not, and whether the reason for a null has been told. */
interface Outcome {
  readonly isNull: boolean;
  readonly isTold: boolean;
  /** Null where there must be none: what holds it is null. */
  readonly isInvalid?: boolean;
}

const FINE: Outcome = { isNull: false, isTold: false };

/**
 * Tells where and why an answer has nulls that no subgraph explained. Only looked for when writing met such a null, so
 * it may take its time.
 * @param unfetched the response keys that were not fetched of objects, as a subgraph gave nothing of what they require
 * @param tellsInvalidValues false when a fetch failed: that is the reason for the other nulls
 */
export function explainNulls(
  fields: TypeShape,
  root: Record<string, unknown>,
  unfetched: Unfetched,
  tellsInvalidValues: boolean,
): NullReasons {
  const walk: Walk = { unfetched, tellsInvalidValues, refusedPaths: [], valueCompletion: [], path: [] };
  visitFields(fields, root, walk);
  return walk;
}

function isFull({ refusedPaths, valueCompletion, tellsInvalidValues }: Walk): boolean {
  return refusedPaths.length >= MAX_REASONS && (!tellsInvalidValues || valueCompletion.length >= MAX_REASONS);
}

/** @returns whether the object is null for what is in it */
function visitFields(fields: TypeShape, object: Record<string, unknown>, walk: Walk): boolean {
  for (const field of fields) {
    if (isFull(walk)) return false;
    if (field.isRefused && walk.refusedPaths.length < MAX_REASONS) {
      walk.refusedPaths.push([...walk.path, field.key]);
    }
    if (field.isInvalid) return true;
    if (field.isComputed) continue;
    walk.path.push(field.key);
    const value = getOwn(object, field.readKey);
    const outcome = visitValue(field.type, field, value, walk);
    if (value === undefined && !outcome.isTold && walk.unfetched.get(object)?.has(field.readKey) === true) {
      tell(walk, `Cannot fetch ${describe(field.type, field.on, walk)}: what it requires is missing.`);
    }
    walk.path.pop();
    if (outcome.isInvalid === true) return true;
  }
  return false;
}

function visitValue(type: GraphQLOutputType, field: FieldShape, value: unknown, walk: Walk): Outcome {
  if (isNonNullType(type)) {
    const inner = visitValue(type.ofType, field, value, walk);
    if (!inner.isNull) return FINE;
    if (!inner.isTold)
      tell(walk, `Cannot return null for non-nullable ${describe(type.ofType, field.on, walk)}.`);
    return { isNull: true, isTold: true, isInvalid: true };
  }
  if (value === null || value === undefined) return { isNull: true, isTold: false };
  if (isListType(type)) return visitList(type.ofType, field, value, walk);
  if (field.shape !== undefined) return visitObject(field.shape, field, value, walk);
  const isValid = compileLeaf(type as Parameters<typeof compileLeaf>[0])(value) !== undefined;
  if (isValid) return FINE;
  return told(walk, `Invalid value found for ${describe(type, field.on, walk)}.`);
}

function visitList(type: GraphQLOutputType, field: FieldShape, value: unknown, walk: Walk): Outcome {
  if (!Array.isArray(value)) return told(walk, `Invalid value found for ${describe(type, field.on, walk)}.`);
  let isNull = false;
  let isTold = false;
  for (const [index, element] of (value as unknown[]).entries()) {
    if (isFull(walk)) break;
    walk.path.push(index);
    const outcome = visitValue(type, field, element, walk);
    walk.path.pop();
    isNull ||= outcome.isInvalid === true;
    isTold ||= outcome.isTold;
  }
  return { isNull, isTold };
}

function visitObject(shape: ObjectShape, field: FieldShape, value: unknown, walk: Walk): Outcome {
  const fields = isRecord(value) ? typeShapeFor(shape, value) : undefined;
  if (!isRecord(value) || fields === undefined) {
    const what = isRecord(value) ? 'Invalid __typename found for object at' : 'Invalid value found for';
    return told(walk, `${what} ${describe(shape.declared, field.on, walk)}.`);
  }
  const isNull = visitFields(fields, value, walk);
  return { isNull, isTold: isNull };
}

function told(walk: Walk, message: string): Outcome {
  tell(walk, message);
  return { isNull: true, isTold: true };
}

function tell(walk: Walk, message: string): void {
  if (!walk.tellsInvalidValues || walk.valueCompletion.length >= MAX_REASONS) return;
  walk.valueCompletion.push(
    new GraphQLError(message, { path: [...walk.path], extensions: { code: 'INVALID_GRAPHQL' } }),
  );
}

function describe(type: GraphQLOutputType, on: GraphQLCompositeType, walk: Walk): string {
  const last = walk.path.at(-1);
  return typeof last === 'string'
    ? `field ${on.name}.${last}`
    : `array element of type ${String(type)} at index ${String(last)}`;
}
