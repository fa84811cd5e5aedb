import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readProtectionNames, type Protection } from '@supergraph/service-kit';
import { Kind, parse } from 'graphql';
import type { FieldDefinitionNode, ObjectTypeDefinitionNode, TypeNode } from 'graphql';

/** A field that has a row in the matrix. */
export interface MatrixField {
  readonly type: string;
  readonly field: string;
  /** Whether the field's type is an object, interface or union. */
  readonly composite: boolean;
  /** Whether an authorization directive protects the field or its type. */
  readonly protected: boolean;
  /** The subgraph that resolves the field; undefined when several can. */
  readonly graph: string | undefined;
}

const root = resolve(import.meta.dirname, '../../..');
const supergraph = resolve(root, 'schema/supergraph.graphql');

/** Reads every root field, every protected field and every field of an entity from the supergraph. */
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
        graph: resolverOf(type, field),
      }))
      .filter((field) => isRoot(type) || isEntity(type) || field.protected),
  );
}

function isRoot({ name }: ObjectTypeDefinitionNode): boolean {
  return ['Query', 'Mutation', 'Subscription'].includes(name.value);
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

/** A field without `join__field` belongs to the only subgraph that defines its type. */
function resolverOf(type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): string | undefined {
  const own = graphsOf(field, 'join__field');
  const graphs = own.length > 0 ? own : graphsOf(type, 'join__type');
  return graphs.length === 1 ? graphs[0]?.toLowerCase().replaceAll('_', '-') : undefined;
}

function graphsOf(
  { directives = [] }: ObjectTypeDefinitionNode | FieldDefinitionNode,
  directive: string,
): readonly string[] {
  return directives
    .filter(({ name }) => name.value === directive)
    .flatMap(({ arguments: given = [] }) => given)
    .flatMap(({ name, value }) => (name.value === 'graph' && value.kind === Kind.ENUM ? [value.value] : []));
}
