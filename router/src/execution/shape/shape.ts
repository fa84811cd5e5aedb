import type { GraphQLCompositeType, GraphQLOutputType } from 'graphql';
import type { Output } from '../output.js';
import type { Part } from './deferred-part.js';

/** The objects at one response path. The written fields depend on an object's type. */
export interface ObjectShape {
  readonly declared: GraphQLCompositeType;
  /** The number of the response path, when entities are fetched there. */
  readonly memo: number | undefined;
  /**
   * @param typename the name of an abstract type when nothing more is known of an object's type
   * @returns `undefined` when the API schema has no such type, and when the selections depend on an unknown type
   */
  typeShape(typename: string): TypeShape | undefined;
  /** Whether fields of these objects, or of objects below them, are answered in a later part. */
  readonly hasDeferred: boolean;
  /** The deferred parts of an object whose type shape was compiled. */
  deferralsFor(object: Record<string, unknown>): ObjectDeferrals;
}

/** Fields of an object that are answered later. */
export interface DeferredFields {
  readonly part: Part;
  readonly shape: ObjectShape;
}

/** The deferred parts of objects of one type. */
export interface ObjectDeferrals {
  /** The deferred fragments that begin at the object. */
  readonly begun: readonly number[];
  readonly fields: readonly DeferredFields[];
}

/** Collects the objects with deferred fields while an answer is written. */
export interface DeferredCollector {
  enterField(key: string, readKey: string): void;
  /** Enters a list, before its first element. */
  enterList(): void;
  nextElement(): void;
  leave(): void;
  /** @param end the length of the output with the object */
  add(deferrals: ObjectDeferrals, end: number): void;
  /** Removes the objects that were in output that was taken back. */
  truncate(length: number): void;
}

/** A field as it is written for objects of one type. */
export interface FieldShape {
  /** The key in the client's answer. */
  readonly key: string;
  /** The key in the fetched data. */
  readonly readKey: string;
  readonly isInherited: boolean;
  /** The bytes before the value: a brace or comma, and the key. A constant value is part of them. */
  readonly opening: Uint8Array;
  readonly isConstant: boolean;
  /** Whether the value is not taken from the data. */
  readonly isComputed: boolean;
  /** Whether the caller may not have the field. */
  readonly isRefused: boolean;
  /** Whether the field is null at a non-null position for all data, so that the object is null. */
  readonly isInvalid: boolean;
  readonly write: ValueWriter;
  /** Whether every string is a value of the field's type. `takesIntegers` is the same for integers. */
  readonly takesStrings: boolean;
  readonly takesIntegers: boolean;
  readonly type: GraphQLOutputType;
  readonly shape: ObjectShape | undefined;
  readonly on: GraphQLCompositeType;
}

/** The fields that are written for objects of one type. A single invalid one makes each object null. */
export type TypeShape = readonly FieldShape[];

/** The output of an object in one shape. The same response path has another shape for each type of the parent. */
export type Memo = Map<ObjectShape, Map<unknown, Written>>;

/** A range of the output, or null. It is valid until output is removed, which may have been part of it. */
export interface Written {
  readonly start: number;
  readonly end: number;
  readonly epoch: number;
  readonly outcome: Outcome;
}

/** One answer being written. */
export interface ShapeRun {
  readonly output: Output;
  readonly variables: Readonly<Record<string, unknown>>;
  /** By the number of a response path where one object is at several positions: the outputs so far. */
  readonly memos: readonly (Memo | undefined)[];
  /** Whether a value could not be written as it was. */
  hasInvalidValue: boolean;
  /** Whether an object has a field that the caller may not have. */
  hasRefusedField: boolean;
  /** How often output was removed. */
  epoch: number;
  /** Undefined when the answer has no deferred fields. */
  readonly deferred: DeferredCollector | undefined;
}

/** The value was written. */
export const WRITTEN = 1;
/** The value is null, and nothing was written. */
export const NULL = 0;
/** The value is null at a non-null position, so that its parent is null. Nothing was written. */
export const INVALID = -1;

export type Outcome = typeof WRITTEN | typeof NULL | typeof INVALID;

/** Writes a value as JSON unless it is null. */
export type ValueWriter = (value: unknown, run: ShapeRun) => Outcome;
