import {
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  type TypeNode,
} from 'graphql';
import type { Composition } from '../compose/compose.js';
import type { Problem } from '../compose/problem.js';
import { lineOf } from '../graph/coordinates.js';
import type { Place, Subgraph } from '../graph/subgraph.js';

export type TypeElement = TypeDefinitionNode | TypeExtensionNode;
export type FieldsElement =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

export interface FieldElement {
  readonly subgraph: Subgraph;
  readonly type: FieldsElement;
  readonly field: FieldDefinitionNode;
  readonly coordinate: string;
}

export const ROOT_TYPES: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** The definitions and extensions of all types in a subgraph. */
export function typesOf({ document }: Subgraph): readonly TypeElement[] {
  return document.definitions.filter((node) => isTypeDefinitionNode(node) || isTypeExtensionNode(node));
}

/** The fields of all object and interface types, each with its subgraph. */
export function fieldsOf({ subgraphs }: Composition): readonly FieldElement[] {
  return subgraphs.flatMap((subgraph) =>
    typesOf(subgraph)
      .filter(hasOutputFields)
      .flatMap((type) =>
        (type.fields ?? []).map((field) => ({
          subgraph,
          type,
          field,
          coordinate: `${type.name.value}.${field.name.value}`,
        })),
      ),
  );
}

export function hasOutputFields(type: TypeElement): type is FieldsElement {
  return 'fields' in type && !isInput(type);
}

export function isInput(type: TypeElement): boolean {
  return type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION || type.kind === Kind.INPUT_OBJECT_TYPE_EXTENSION;
}

/** The fields of a type, or its input fields. */
export function membersOf(type: TypeElement): readonly (FieldDefinitionNode | InputValueDefinitionNode)[] {
  return 'fields' in type ? (type.fields ?? []) : [];
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

export function directive({ directives }: Directed, name: string): ConstDirectiveNode | undefined {
  return directives?.find((each) => each.name.value === name);
}

export function stringArgument(node: ConstDirectiveNode | undefined, name: string): string | undefined {
  const value = node?.arguments?.find((each) => each.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

export function isList(type: TypeNode): boolean {
  if (type.kind === Kind.LIST_TYPE) return true;
  return type.kind === Kind.NON_NULL_TYPE && isList(type.type);
}

export function placeOf(subgraph: Subgraph, node: Parameters<typeof lineOf>[0]): Place {
  return { subgraph: subgraph.name, file: subgraph.file, line: lineOf(node) };
}

/** A finding of a rule at one place. */
export function finding(
  code: string,
  subgraph: Subgraph,
  node: Parameters<typeof lineOf>[0],
  message: string,
): Problem {
  return { code, message, places: [placeOf(subgraph, node)] };
}
