import { MAX_ERRORS_PER_ANSWER } from './faults.js';
import { Output } from './output.js';
import type { Program } from './program.js';
import type { Run } from './run.js';
import { SerializedData } from './serialized.js';
import type { DeferredObject } from './shape/deferred-objects.js';
import type { Path } from './path.js';
import { DeferredObjects } from './shape/deferred-objects.js';
import { explainNulls, NO_REASONS, type NullReasons } from './shape/explain-nulls.js';
import { NULL } from './shape/shape.js';
import type { Memo, ObjectShape, ShapeRun } from './shape/shape.js';
import { noteDeferred, typeShapeFor, writeFields } from './shape/value.js';

/** The fields of one object, and of the objects below it, that are written together. */
export interface PartToWrite {
  readonly shape: ObjectShape;
  readonly object: Record<string, unknown>;
  /** The object's response path. */
  readonly path: Path;
  /** Its path in the fetched data. */
  readonly readPath: Path;
}

export interface WrittenPart extends NullReasons {
  readonly data: SerializedData;
  readonly isNull: boolean;
  /** The objects in it that have fields in later parts. */
  readonly deferred: readonly DeferredObject[];
}

/** Writes an answer, or a part of one, from the fetched data as it is now. */
export function writePart(
  program: Program,
  { errors, deduplicatedPaths, unfetched }: Run,
  variables: Readonly<Record<string, unknown>>,
  { shape, object, path, readPath }: PartToWrite,
): WrittenPart {
  const memos: (Memo | undefined)[] = [];
  for (const [responsePath, slot] of program.entityPaths)
    memos[slot] = deduplicatedPaths.has(responsePath) ? new Map<never, never>() : undefined;
  const deferred = program.deferred === undefined ? undefined : new DeferredObjects({ path, readPath });
  const shapeRun: ShapeRun = {
    output: new Output(),
    variables,
    memos,
    hasInvalidValue: false,
    hasRefusedField: false,
    epoch: 0,
    deferred,
  };
  const fields = typeShapeFor(shape, object) ?? [];
  let isNull = false;
  const data = new SerializedData(shapeRun.output, (output) => {
    isNull = writeFields(fields, object, shapeRun) === NULL;
    if (isNull) output.putText('null');
    else noteDeferred(shape, object, shapeRun);
  });
  // An error without a path may be the reason for any null, and so may those beyond the limit of errors. Beside other errors,
  // nulls that they do not explain are reported, as Apollo's gateway and router report them in answers without errors.
  const isExplained =
    errors.length >= MAX_ERRORS_PER_ANSWER || errors.some((error) => error.path === undefined);
  const reportsInvalidValues = !isExplained && (shapeRun.hasInvalidValue || unfetched.size > 0);
  const reasons =
    reportsInvalidValues || shapeRun.hasRefusedField
      ? explainNulls(fields, object, { unfetched, reportsInvalidValues, errors, at: path })
      : NO_REASONS;
  return {
    data,
    isNull,
    refusedPaths: reasons.refusedPaths,
    valueCompletion: reasons.valueCompletion,
    deferred: deferred?.found ?? [],
  };
}
