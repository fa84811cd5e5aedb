import {
  GraphQLNonNull,
  GraphQLString,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isNonNullType,
} from 'graphql';
import type {
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLOutputType,
  VariableDefinitionNode,
} from 'graphql';
import { asksToDefer } from '../incremental/deferred-fragments.js';
import type { DeferredFragment } from '../incremental/deferred-fragments.js';
import { isInheritedKey } from '../own-property.js';
import { join } from '../plan/dependencies.js';
import { collectFields, dependOnType, fieldTypeOn, sourcesOf } from './collect.js';
import type { CollectScope, Collected, Source } from './collect.js';
import { FIRST_PART, isSamePart, partOf } from './deferred-part.js';
import type { Part } from './deferred-part.js';
import { compileIntrospection } from './introspection.js';
import { constantOf } from '../output.js';
import { INVALID, NULL, WRITTEN } from './shape.js';
import type {
  DeferredFields,
  FieldShape,
  ObjectDeferrals,
  ObjectShape,
  TypeShape,
  ValueWriter,
} from './shape.js';
import { compileValue, takes } from './value.js';

/** The inputs for compiling all parts of one answer's shape. */
export interface ShapeScope extends CollectScope {
  /** The fragments of the planned operation. */
  readonly plannedFragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The client's response keys by their aliases in the planned operation. */
  readonly clientKeys: ReadonlyMap<string, string>;
  readonly variableDefinitions: readonly VariableDefinitionNode[];
  /** The response paths where entities are fetched, with their numbers. */
  readonly entityPaths: ReadonlyMap<string, number>;
  /** The deferred fragments of the operation; `undefined` when the answer is whole. */
  readonly deferredFragments?: readonly DeferredFragment[] | undefined;
}

const TYPENAME_TYPE = new GraphQLNonNull(GraphQLString);

const writeConstant: ValueWriter = () => WRITTEN;

const NO_DEFERRALS: ObjectDeferrals = { begun: [], fields: [] };

/** The fields of an object that a shape is for. */
export interface ShapePart {
  /** The part in which they are answered. */
  readonly part: Part;
  /** Whether other fields of the object were answered before. */
  readonly isRest: boolean;
}

const FIRST: ShapePart = { part: FIRST_PART, isRest: false };

/**
 * The shape of the objects at one response path. The written fields depend on an object's type, so they are compiled
 * when the first object of a type arrives.
 */
export class CompiledShape implements ObjectShape {
  readonly declared: GraphQLCompositeType;
  readonly memo: number | undefined;
  /** Whether fields of these objects, or of objects below them, are answered in a later part. */
  readonly hasDeferred: boolean;
  readonly #part: ShapePart;
  readonly #scope: ShapeScope;
  readonly #sources: readonly Source[];
  /** The planned selections; `undefined` when they equal the client's. */
  readonly #planned: readonly Source[] | undefined;
  readonly #responsePath: string;
  readonly #types = new Map<string, TypeShape>();
  readonly #deferrals = new Map<string, ObjectDeferrals>();

  constructor(
    scope: ShapeScope,
    declared: GraphQLCompositeType,
    sources: readonly Source[],
    planned: readonly Source[] | undefined,
    responsePath: string,
    part = FIRST,
  ) {
    this.declared = declared;
    this.#part = part;
    this.memo = scope.entityPaths.get(responsePath);
    this.#scope = scope;
    this.#sources = sources;
    this.#planned = planned;
    this.#responsePath = responsePath;
    this.hasDeferred = scope.deferredFragments !== undefined && hasOtherParts(sources, part.part);
  }

  typeShape(typename: string): TypeShape | undefined {
    const known = this.#types.get(typename);
    if (known !== undefined) return known;
    // Only types of the schema are entered, so `__typename` values from a subgraph cannot make this map grow.
    const type = this.#scope.schema.getType(typename);
    if (!isCompositeType(type)) return undefined;
    if (isAbstractType(type) && dependOnType(this.#scope, type, this.#sources)) return undefined;
    const shape = this.#compile(type);
    this.#types.set(typename, shape);
    return shape;
  }

  /** The deferred parts of an object whose type shape was compiled. */
  deferralsFor({ __typename: typename }: Record<string, unknown>): ObjectDeferrals {
    const name = typeof typename === 'string' ? typename : this.declared.name;
    return this.#deferrals.get(name) ?? NO_DEFERRALS;
  }

  #compile(type: GraphQLCompositeType): TypeShape {
    const scope = this.#scope;
    const collected = this.#collect(type);
    const planned = plannedFields(scope, type.name, this.#planned);
    const fields: FieldShape[] = [];
    for (const [key, field] of collected) {
      const plannedField = planned === undefined ? { readKey: key, below: undefined } : planned.get(key);
      const compiled = this.#compileField(type, key, field, plannedField, fields.length === 0);
      if (compiled.isInvalid) return [compiled];
      fields.push(compiled);
    }
    return fields;
  }

  /** The fields of this part. Those of other parts are kept as the type's deferrals. */
  #collect(type: GraphQLCompositeType): ReadonlyMap<string, Collected> {
    const { deferredFragments } = this.#scope;
    if (deferredFragments === undefined) return collectFields(this.#scope, type.name, this.#sources);
    const begun = new Set<number>();
    const collected = collectFields(this.#scope, type.name, this.#sources, (fragment) => begun.add(fragment));
    const own = new Map<string, Collected>();
    const others = new Map<string, Part>();
    for (const [key, field] of collected) {
      const part = partOf(field, deferredFragments);
      if (isSamePart(part, this.#part.part)) own.set(key, field);
      else others.set(part.join(), part);
    }
    if (!this.#part.isRest && begun.size + others.size > 0) {
      const fields = [...others.values()].map((part) => this.#rest(part));
      this.#deferrals.set(type.name, { begun: [...begun], fields });
    }
    return own;
  }

  /** The fields of the same objects that are answered in a later part. */
  #rest(part: Part): DeferredFields {
    const shape = new CompiledShape(
      this.#scope,
      this.declared,
      this.#sources,
      this.#planned,
      this.#responsePath,
      {
        part,
        isRest: true,
      },
    );
    return { part, shape };
  }

  /** @param planned `undefined` when the caller may not have the field */
  #compileField(
    type: GraphQLCompositeType,
    key: string,
    field: Collected,
    planned: PlannedField | undefined,
    isFirst: boolean,
  ): FieldShape {
    const scope = this.#scope;
    const [first] = field.nodes;
    if (first === undefined) throw new Error('A response key has no field.');
    const { node, on } = first;
    const name = node.name.value;
    const base = baseOf(key, planned?.readKey ?? key, on, isFirst);
    const leaf = {
      ...base,
      isComputed: true,
      write: writeConstant,
      shape: undefined,
      takesStrings: false,
      takesIntegers: false,
    };
    if (name === '__typename') {
      if (planned === undefined) return refused(leaf, TYPENAME_TYPE);
      return always(leaf, isFirst, `"${type.name}"`, TYPENAME_TYPE);
    }
    if ((name === '__schema' || name === '__type') && on === scope.schema.getQueryType()) {
      return this.#introspection(field, leaf);
    }
    const fieldType = fieldTypeOn(on, name);
    if (fieldType === undefined) throw new Error(`The schema has no field ${on.name}.${name}.`);
    if (planned === undefined) return refused(leaf, fieldType);
    const named = getNamedType(fieldType);
    const shape = isLeafType(named)
      ? undefined
      : new CompiledShape(
          scope,
          named as GraphQLCompositeType,
          sourcesOf(field),
          planned.below,
          join(this.#responsePath, base.readKey),
          { part: this.#part.part, isRest: false },
        );
    return {
      ...base,
      isComputed: false,
      type: fieldType,
      shape,
      write: fieldWriter(base, fieldType, shape),
      ...takes(getNullableType(fieldType)),
    };
  }

  #introspection(field: Collected, leaf: Omit<FieldShape, 'type'>): FieldShape {
    const { schema, fragments, variableDefinitions } = this.#scope;
    const nodes = field.nodes.map(({ node }) => node);
    const write = compileIntrospection(schema, nodes, fragments, variableDefinitions);
    return {
      ...leaf,
      type: GraphQLString,
      write: (_value, run) => {
        const text = write(run.variables);
        if (text === 'null') return NULL;
        run.output.putText(text);
        return WRITTEN;
      },
    };
  }
}

/** Whether some of the fields are deferred, or asked for by another part. */
function hasOtherParts(sources: readonly Source[], part: Part): boolean {
  return sources.some(
    ({ set, deferred }) => !isSamePart(deferred === undefined ? [] : [deferred], part) || asksToDefer(set),
  );
}

function fieldWriter(
  { key, readKey }: Pick<FieldShape, 'key' | 'readKey'>,
  type: GraphQLOutputType,
  shape: ObjectShape | undefined,
): ValueWriter {
  const write = compileValue(type, shape);
  if (shape?.hasDeferred !== true) return write;
  return (value, run) => {
    run.deferred?.enterField(key, readKey);
    const outcome = write(value, run);
    run.deferred?.leave();
    return outcome;
  };
}

/** A planned field. */
interface PlannedField {
  /** The key under which its value is in the fetched data. */
  readonly readKey: string;
  /** The planned selections below it; `undefined` when they equal the client's. */
  readonly below: readonly Source[] | undefined;
}

/**
 * @returns the planned fields by the client's response keys; `undefined` when they equal the client's
 */
function plannedFields(
  scope: ShapeScope,
  typename: string,
  sources: readonly Source[] | undefined,
): ReadonlyMap<string, PlannedField> | undefined {
  if (sources === undefined) return undefined;
  const fields = collectFields({ ...scope, fragments: scope.plannedFragments }, typename, sources);
  const planned = new Map<string, PlannedField>();
  for (const [readKey, field] of fields) {
    const key = scope.clientKeys.get(readKey) ?? readKey;
    planned.set(key, { readKey, below: sourcesOf(field) });
  }
  return planned;
}

function baseOf(key: string, readKey: string, on: GraphQLCompositeType, isFirst: boolean) {
  const opening = constantOf(openingOf(key, isFirst));
  return {
    key,
    readKey,
    on,
    opening,
    isConstant: false,
    isInherited: isInheritedKey(readKey),
    isRefused: false,
    isInvalid: false,
  };
}

function openingOf(key: string, isFirst: boolean): string {
  return `${isFirst ? '{' : ','}"${key}":`;
}

function always(
  leaf: Omit<FieldShape, 'type'>,
  isFirst: boolean,
  text: string,
  type: GraphQLOutputType,
): FieldShape {
  return { ...leaf, opening: constantOf(openingOf(leaf.key, isFirst) + text), isConstant: true, type };
}

function refused(leaf: Omit<FieldShape, 'type'>, type: GraphQLOutputType): FieldShape {
  const isInvalid = isNonNullType(type);
  const outcome = isInvalid ? INVALID : NULL;
  return {
    ...leaf,
    type,
    isRefused: true,
    isInvalid,
    write: (_value, run) => {
      run.hasRefusedField = true;
      return outcome;
    },
  };
}
