import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readProtectionNames, type Protection } from '@supergraph/service-kit';
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
const supergraph = resolve(root, 'schema/supergraph.graphql');

/** Every root field, every protected field and every field of an entity, from the supergraph. */
export function readMatrixFields(sdl = readFileSync(supergraph, 'utf8')): readonly MatrixField[] {
  const { definitions } = parse(sdl);
  const names = readProtectionNames(
    definitions.filter((definition) => definition.kind === Kind.SCHEMA_DEFINITION),
  );
  const has = (node: ObjectTypeDefinitionNode | FieldDefinitionNode, ...wanted: Protection[]) =>
    (node.directives ?? []).some(({ name }) => wanted.some((each) => names.get(name.value) === each));
  const isProtected = (node: ObjectTypeDefinitionNode | FieldDefinitionNode) =>
    has(node, 'authenticated', 'requiresScopes', 'policy');
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

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
