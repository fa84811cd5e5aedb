import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isNonNullType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { OperationParts } from '../operation.js';
import { collectFields, sourcesOf } from '../shape/collect.js';
import type { Source } from '../shape/collect.js';
import { meetsCondition } from '../type-relations.js';
import { join } from './dependencies.js';
import { mapFetches } from './map-fetches.js';
import type { PlannerSupergraph } from './planner-supergraph.js';
import { FetchPart, eachEntityField, fetchOf, inlinedOperation, requiredValues } from './split-fetch.js';
import { EACH } from './steps.js';

/** By object type, the response keys that are asked of its objects at one response path. */
type AskedKeys = ReadonlyMap<string, ReadonlySet<string>>;

/** By response path, the type conditions under which representations read a value there. */
type RequiringTypes = ReadonlyMap<string, readonly (string | undefined)[]>;

/**
 * To a subgraph with an `@interfaceObject`, objects of all types are of the interface, and the planner fetches for all of
 * them the fields that are asked of some. A non-null field that fails makes its object null, also where it was not asked,
 * and an object without the value that a field requires is left out of the fetch. Such fields are fetched apart, for the
 * types that they are asked of or that another field requires them of.
 */
export function separateInterfaceObjects(
  plan: QueryPlan,
  operation: OperationParts,
  apiSchema: GraphQLSchema,
  supergraph: PlannerSupergraph,
): QueryPlan {
  const requiring = requiringTypes(plan);
  const isDeferred = plan.node?.kind === 'Defer';
  return mapFetches(plan, (fetch, path) => {
    if (fetch.requires === undefined || (fetch.inputRewrites ?? []).length === 0) return [fetch];
    const asked = askedKeys(operation, apiSchema, path);
    const isNeeded = (typeName: string, key: string): boolean =>
      asked.get(typeName)?.has(key) === true ||
      (requiring.get(join(responsePathOf(path), key)) ?? []).some(
        (condition) => condition === undefined || meetsCondition(apiSchema, typeName, condition),
      );
    const typeNames = [...asked.keys()];
    return separateFetch(fetch, { typeNames, isNeeded, isDeferred, schema: apiSchema, supergraph });
  });
}

function requiringTypes(plan: QueryPlan): RequiringTypes {
  const found = new Map<string, (string | undefined)[]>();
  const add = (
    nodes: readonly QueryPlanSelectionNode[],
    responsePath: string,
    condition: string | undefined,
  ): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        add(node.selections, responsePath, node.typeCondition);
        continue;
      }
      const at = join(responsePath, node.alias ?? node.name);
      found.set(at, [...(found.get(at) ?? []), condition]);
      add(node.selections ?? [], at, undefined);
    }
  };
  mapFetches(plan, (fetch, path) => {
    add(fetch.requires ?? [], responsePathOf(path), undefined);
    return [fetch];
  });
  return found;
}

function responsePathOf(path: readonly string[]): string {
  return path.filter((segment) => segment !== EACH).join('.');
}

/** The operation around a fetch. */
interface Asked {
  /** The types that objects at the fetch's path can have. */
  readonly typeNames: readonly string[];
  /** Whether objects of a type are asked for the value under a response key. */
  readonly isNeeded: (typeName: string, key: string) => boolean;
  /** Whether the plan has deferred parts, so that a field of all types may be asked of some types first. */
  readonly isDeferred: boolean;
  readonly schema: GraphQLSchema;
  readonly supergraph: PlannerSupergraph;
}

function separateFetch(
  fetch: FetchNode,
  { typeNames, isNeeded, isDeferred, schema, supergraph }: Asked,
): readonly FetchNode[] {
  const operation = inlinedOperation(fetch);
  const ofAll = new FetchPart();
  /** By the names of the types. */
  const ofSome = new Map<string, FetchPart>();
  eachEntityField(operation, (field, typeName) => {
    const key = field.alias?.value ?? field.name.value;
    const possible = typeNames.filter((name) => meetsCondition(schema, name, typeName));
    const types = possible.filter((name) => isNeeded(name, key));
    const required = requiredValues(fetch, field, typeName, supergraph);
    const isOfSome = types.length < possible.length || (isDeferred && required.size > 0);
    const takesOthers = required.size > 0 || isNonNull(schema, typeName, field.name.value);
    if (types.length === 0 || !isOfSome || !takesOthers) {
      ofAll.add(field, typeName, required);
      return;
    }
    const part = ofSome.get(types.join()) ?? new FetchPart(types);
    ofSome.set(types.join(), part);
    part.add(field, typeName, required);
  });
  if (ofSome.size === 0) return [fetch];
  const parts = [ofAll, ...ofSome.values()].filter(({ fields }) => fields.size > 0);
  return parts.map((part) => {
    const { requires = [], ...rest } = fetchOf(part, parts, { fetch, operation, supergraph });
    return { ...rest, requires: requires.flatMap((node) => narrowed(node, part.types, schema)) };
  });
}

function isNonNull(schema: GraphQLSchema, typeName: string, fieldName: string): boolean {
  const type = schema.getType(typeName);
  return isInterfaceType(type) && isNonNullType(type.getFields()[fieldName]?.type);
}

/** The fields that `@requires` reads from objects of some types only. */
function narrowed(
  node: QueryPlanSelectionNode,
  types: readonly string[] | undefined,
  schema: GraphQLSchema,
): readonly QueryPlanSelectionNode[] {
  if (types === undefined || node.kind !== 'InlineFragment') return [node];
  const condition = node.typeCondition;
  if (condition === undefined) return [node];
  return types
    .filter((name) => meetsCondition(schema, name, condition))
    .map((name) => ({ ...node, typeCondition: name }));
}

function askedKeys(
  { definition, fragments }: OperationParts,
  schema: GraphQLSchema,
  path: readonly string[],
): AskedKeys {
  const scope = { schema, fragments, conditions: new Map<string, never>() };
  const rootType = schema.getRootType(definition.operation);
  let sources: readonly Source[] = rootType ? [{ set: definition.selectionSet, on: rootType }] : [];
  const fieldsByType = () =>
    [...possibleTypes(schema, sources)].map((name) => [name, collectFields(scope, name, sources)] as const);
  for (const key of path) {
    if (key === EACH) continue;
    const fields = fieldsByType().flatMap(([, collected]) => collected.get(key) ?? []);
    sources = [...new Map(fields.flatMap(sourcesOf).map((source) => [source.set, source])).values()];
  }
  return new Map(fieldsByType().map(([name, fields]) => [name, new Set(fields.keys())]));
}

function possibleTypes(schema: GraphQLSchema, sources: readonly Source[]): ReadonlySet<string> {
  const types = sources.flatMap(({ on }) => (isAbstractType(on) ? schema.getPossibleTypes(on) : [on]));
  return new Set(types.map(({ name }) => name));
}
