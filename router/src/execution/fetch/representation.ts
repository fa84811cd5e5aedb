import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { isRecord } from '../faults.js';
import { writeJson } from '../json.js';
import { getOwn, isInheritedKey } from '../own-property.js';
import { constantOf } from '../output.js';
import { meetsCondition } from '../type-relations.js';
import { genericRepresentation } from './generic-representation.js';
import type { SoleKey } from './representations.js';
import { rewrittenTypename } from './rewrites.js';

type Writer = (object: Record<string, unknown>) => string | undefined;

/** Writes the representation of an object as JSON; `undefined` when the object lacks a field of it. */
export interface RepresentationWriter {
  write(object: Record<string, unknown>): string | undefined;
  /** Whether objects of a type have a representation at all. */
  isFor(typename: unknown): boolean;
  /** Whether one string alone decides the representation of an object of that type. */
  soleKey(typename: unknown): SoleKey | undefined;
  /** The paths, relative to the object, whose values are all in the representation of an object of that type. */
  pathsOf(typename: string): ReadonlySet<string>;
}

interface TypeProgram {
  readonly write: Writer;
  readonly paths: ReadonlySet<string>;
  readonly soleKey: SoleKey | undefined;
}

const NO_PATHS: ReadonlySet<string> = new Set();
const nothing: TypeProgram = { write: () => undefined, paths: NO_PATHS, soleKey: undefined };

/**
 * @param schema the supergraph's, inaccessible types included
 * @param soleKeys those of the other steps; equal ones are shared
 */
export function compileRepresentation(
  fetch: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
  soleKeys: Map<string, SoleKey>,
): RepresentationWriter {
  // Only types of the schema are entered, so `__typename` values from a subgraph cannot make this map grow.
  const programs = new Map<string, TypeProgram>();
  const programOf = (typename: unknown): TypeProgram => {
    if (typeof typename !== 'string') return nothing;
    const known = programs.get(typename);
    if (known !== undefined) return known;
    if (schema.getType(typename) === undefined) return nothing;
    const program = compileForType(fetch, requires, schema, typename, soleKeys);
    programs.set(typename, program);
    return program;
  };
  return {
    write: (object) => programOf(object.__typename).write(object),
    isFor: (typename) => programOf(typename) !== nothing,
    soleKey: (typename) => programOf(typename).soleKey,
    pathsOf: (typename) => programOf(typename).paths,
  };
}

function compileForType(
  fetch: FetchNode,
  requires: readonly QueryPlanSelectionNode[],
  schema: GraphQLSchema,
  typename: string,
  soleKeys: Map<string, SoleKey>,
): TypeProgram {
  const matching = requires.filter(
    (selection) =>
      selection.kind === 'Field' ||
      (selection.typeCondition !== undefined && meetsCondition(schema, typename, selection.typeCondition)),
  );
  if (matching.length === 0) return nothing;
  const sentAs = rewrittenTypename(schema, fetch.inputRewrites, typename);
  const [only] = matching;
  if (matching.length === 1 && only?.kind === 'InlineFragment' && sentAs !== undefined) {
    const write = compileFields(only.selections, sentAs);
    if (write !== undefined) {
      const paths = leafPaths(only.selections, '');
      // With rewrites, objects of two types may have equal representations.
      const soleKey = fetch.inputRewrites === undefined ? soleKeyOf(paths, write, soleKeys) : undefined;
      return { write, paths, soleKey };
    }
  }
  return {
    write: (object) => genericRepresentation(object, requires, fetch.inputRewrites, schema),
    paths: NO_PATHS,
    soleKey: undefined,
  };
}

/** @returns `undefined` when there is not exactly one field besides `__typename` */
function soleKeyOf(
  paths: ReadonlySet<string>,
  write: Writer,
  known: Map<string, SoleKey>,
): SoleKey | undefined {
  const [field, ...others] = [...paths].filter((responsePath) => responsePath !== '__typename');
  if (field === undefined || others.length > 0 || field.includes('.') || isInheritedKey(field))
    return undefined;
  // The text around the value is taken from a representation with an empty value.
  const text = write({ [field]: '' });
  const [before, after, ...rest] = text?.split('""') ?? [];
  if (text === undefined || before === undefined || after === undefined || rest.length > 0) return undefined;
  const soleKey = known.get(text) ?? { field, before: constantOf(before), after: constantOf(after) };
  known.set(text, soleKey);
  return soleKey;
}

/** @returns `undefined` when the selections are not fields alone, or lack `__typename` */
function compileFields(selections: readonly QueryPlanSelectionNode[], sentAs?: string): Writer | undefined {
  const parts: Writer[] = [];
  let hasTypename = false;
  for (const selection of selections) {
    if (selection.kind !== 'Field') return undefined;
    const key = selection.alias ?? selection.name;
    const opening = `${parts.length === 0 ? '{' : ','}"${selection.name}":`;
    if (key === '__typename' && sentAs !== undefined) {
      hasTypename = true;
      const text = opening + JSON.stringify(sentAs);
      parts.push(() => text);
    } else if (selection.selections === undefined) {
      parts.push(leafWriter(key, opening));
    } else {
      const below = compileFields(selection.selections);
      if (below === undefined) return undefined;
      parts.push(objectWriter(key, opening, below));
    }
  }
  if (parts.length === 0 || (sentAs !== undefined && !hasTypename)) return undefined;
  return (object) => {
    let text = '';
    for (const part of parts) {
      const written = part(object);
      if (written === undefined) return undefined;
      text += written;
    }
    return text + '}';
  };
}

function leafWriter(key: string, opening: string): Writer {
  const inherited = isInheritedKey(key);
  return (object) => {
    const value = inherited ? getOwn(object, key) : object[key];
    return value === undefined ? undefined : opening + writeJson(value);
  };
}

function objectWriter(key: string, opening: string, below: Writer): Writer {
  return (object) => {
    const value = getOwn(object, key);
    return value === undefined ? undefined : opening + writeObjects(value, below);
  };
}

/** An object, or a list of objects or lists. An object that lacks a field is sent as null, as Apollo's executor does. */
function writeObjects(value: unknown, below: Writer): string {
  if (Array.isArray(value)) return `[${value.map((element) => writeObjects(element, below)).join(',')}]`;
  return isRecord(value) ? (below(value) ?? 'null') : 'null';
}

function leafPaths(selections: readonly QueryPlanSelectionNode[], prefix: string): Set<string> {
  const paths = new Set<string>();
  for (const selection of selections) {
    if (selection.kind !== 'Field') continue;
    const responsePath = prefix + (selection.alias ?? selection.name);
    if (selection.selections === undefined) paths.add(responsePath);
    else for (const below of leafPaths(selection.selections, `${responsePath}.`)) paths.add(below);
  }
  return paths;
}
