import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Kind, parse } from 'graphql';
import type { FieldDefinitionNode, ObjectTypeDefinitionNode, TypeNode } from 'graphql';

/** A field that has a row in the matrix. */
export interface MatrixField {
  readonly type: string;
  readonly field: string;
  /** Whether it selects an object. */
  readonly composite: boolean;
  /** Whether a directive says who may see it. */
  readonly protected: boolean;
}

const root = resolve(import.meta.dirname, '../../..');
const protections = new Set(['authenticated', 'requiresScopes', 'policy']);

/** Every root field, every protected field and every field of an entity, from the supergraph. */
export function readMatrixFields(): readonly MatrixField[] {
  const { definitions } = parse(readFileSync(resolve(root, 'schema/supergraph.graphql'), 'utf8'));
  const types = definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION);
  const leaves = new Set(
    definitions.flatMap((definition) =>
      definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION
        ? [definition.name.value]
        : [],
    ),
  );
  for (const builtIn of ['ID', 'String', 'Int', 'Float', 'Boolean']) leaves.add(builtIn);
  return types.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => !has(field, 'inaccessible'))
      .map((field) => ({
        type: type.name.value,
        field: field.name.value,
        composite: !leaves.has(nameOf(field.type)),
        protected: isProtected(field) || isProtected(type),
      }))
      .filter((field) => isRoot(type) || isEntity(type) || field.protected),
  );
}

function isRoot({ name }: ObjectTypeDefinitionNode): boolean {
  return name.value === 'Query' || name.value === 'Mutation';
}

function isEntity({ directives }: ObjectTypeDefinitionNode): boolean {
  return (directives ?? []).some(
    (directive) =>
      directive.name.value === 'join__type' &&
      directive.arguments?.some(({ name }) => name.value === 'key') === true,
  );
}

function isProtected({ directives }: ObjectTypeDefinitionNode | FieldDefinitionNode): boolean {
  return (directives ?? []).some(({ name }) => protections.has(name.value));
}

function has({ directives }: FieldDefinitionNode, name: string): boolean {
  return (directives ?? []).some((directive) => directive.name.value === name);
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
