import { Kind, type DocumentNode, type TypeNode } from 'graphql';
import { readRequirements, type Requirements } from './requirements.js';
import { findAuthorizationNames } from './strip.js';

/**
 * The fields that a supergraph protects and another one does not any more, as `Type.field`. A field is protected by a
 * requirement of its own, of the type that it is of, or of the type that it leads to. A field that is gone is none.
 */
export function findUnprotected(served: DocumentNode, next: DocumentNode): readonly string[] {
  const after = readFields(next);
  return [...readFields(served)]
    .filter(([field, isProtected]) => isProtected && after.get(field) === false)
    .map(([field]) => field);
}

/** Whether each field is protected. */
function readFields(document: DocumentNode): ReadonlyMap<string, boolean> {
  const names = findAuthorizationNames(document);
  const requirements = names && readRequirements(document, names);
  const fields = new Map<string, boolean>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    for (const { name, type } of definition.fields ?? []) {
      const [parent, field] = [definition.name.value, name.value];
      fields.set(`${parent}.${field}`, isProtected(requirements, parent, field, namedType(type)));
    }
  }
  return fields;
}

function isProtected(
  requirements: Requirements | undefined,
  parent: string,
  field: string,
  type: string,
): boolean {
  if (requirements === undefined) return false;
  const all = [requirements.ofType(parent), requirements.ofField(parent, field), requirements.ofType(type)];
  return all.some(({ size }) => size > 0);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
