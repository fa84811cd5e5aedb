import { isAbstractType } from 'graphql';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { SubgraphFault } from '../faults.js';
import { isRecord } from '../faults.js';
import type { OperationParts } from '../operation.js';
import { collectFields, sourcesOf } from '../shape/collect.js';
import type { Source } from '../shape/collect.js';
import { keysOf } from './response-path.js';

/** The entity that a subgraph's error is about. */
export interface FailedEntity {
  /** As the entity was requested. */
  readonly representation: Readonly<Record<string, unknown>>;
  /** The number of response keys from the entity to the failed field. */
  readonly depth: number;
}

/** The same error with the entity that it is about as an extension, which Apollo's executor keeps. */
export function withEntity(fault: SubgraphFault, representations: unknown) {
  const { path = [], extensions } = fault;
  const [root, index, ...below] = path;
  if (root !== '_entities' || typeof index !== 'number' || !Array.isArray(representations)) return fault;
  const representation: unknown = representations[index];
  return { ...fault, extensions: { ...extensions, entity: { representation, depth: keysOf(below).length } } };
}

export function failedEntityOf({ extensions: { entity } }: GraphQLError): FailedEntity | undefined {
  return isRecord(entity) && isRecord(entity.representation)
    ? (entity as unknown as FailedEntity)
    : undefined;
}

/**
 * Whether an operation selects the field at these response keys on objects of a type.
 * @param operation without conditions
 * @param depth the number of response keys from the object to the field
 */
export function selectsOn(
  { definition, fragments }: OperationParts,
  schema: GraphQLSchema,
  keys: readonly string[],
  typename: string,
  depth: number,
): boolean {
  const scope = { schema, fragments, conditions: new Map<string, never>() };
  const rootType = schema.getRootType(definition.operation);
  let sources: readonly Source[] = rootType ? [{ set: definition.selectionSet, on: rootType }] : [];
  for (const [index, key] of keys.entries()) {
    const types = index === keys.length - depth ? [typename] : possibleTypes(schema, sources);
    const fields = types.flatMap((type) => collectFields(scope, type, sources).get(key) ?? []);
    if (fields.length === 0) return false;
    sources = [...new Map(fields.flatMap(sourcesOf).map((source) => [source.set, source])).values()];
  }
  return true;
}

function possibleTypes(schema: GraphQLSchema, sources: readonly Source[]): readonly string[] {
  const types = sources.flatMap(({ on }) => (isAbstractType(on) ? schema.getPossibleTypes(on) : [on]));
  return [...new Set(types.map(({ name }) => name))];
}
