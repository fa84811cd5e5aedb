import { Kind, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, TypeDefinitionNode } from 'graphql';
import { readLinks } from '../../supergraph/links.js';

/** The `@listSize` of a list field. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** The arguments that hold the number of requested items; `input.first` for one inside an input object. */
  readonly slicingArguments: readonly string[];
  /** The list fields of the field's type, when the field is a page around them. */
  readonly sizedFields: readonly string[];
}

/** The costs that the subgraphs' `@cost` and `@listSize` declare. */
export interface CostModel {
  /** Whether the supergraph declares any cost. */
  readonly declared: boolean;
  /** @param type an object, an interface or an input object */
  weightOfField(type: string, field: string): number | undefined;
  weightOfArgument(type: string, field: string, argument: string): number | undefined;
  weightOfType(type: string): number | undefined;
  listSize(type: string, field: string): ListSize | undefined;
}

/** Reads the costs that a supergraph declares. */
export function readCostModel(document: DocumentNode): CostModel {
  const link = readLinks(document).find(({ name }) => name === 'cost');
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  if (link !== undefined) {
    const [cost, listSize] = [link.nameOf('@cost'), link.nameOf('@listSize')];
    for (const definition of document.definitions) {
      if (isTypeDefinition(definition)) readType(definition, { cost, listSize, weights, sizes });
    }
  }
  return {
    declared: weights.size > 0 || sizes.size > 0,
    weightOfField: (type, field) => weights.get(`${type}.${field}`),
    weightOfArgument: (type, field, argument) => weights.get(`${type}.${field}(${argument})`),
    weightOfType: (type) => weights.get(type),
    listSize: (type, field) => sizes.get(`${type}.${field}`),
  };
}

interface Reading {
  readonly cost: string;
  readonly listSize: string;
  readonly weights: Map<string, number>;
  readonly sizes: Map<string, ListSize>;
}

function isTypeDefinition(definition: { kind: string }): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

function readType(definition: TypeDefinitionNode, reading: Reading): void {
  const type = definition.name.value;
  readWeight(type, definition.directives, reading);
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      for (const field of definition.fields ?? []) readField(`${type}.${field.name.value}`, field, reading);
      break;
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      for (const { name, directives } of definition.fields ?? [])
        readWeight(`${type}.${name.value}`, directives, reading);
  }
}

function readField(key: string, field: FieldDefinitionNode, reading: Reading): void {
  readWeight(key, field.directives, reading);
  for (const argument of field.arguments ?? []) {
    readWeight(`${key}(${argument.name.value})`, argument.directives, reading);
  }
  const directive = field.directives?.find(({ name }) => name.value === reading.listSize);
  if (directive === undefined) return;
  const { assumedSize, slicingArguments, sizedFields } = readArguments(directive);
  reading.sizes.set(key, {
    assumedSize: typeof assumedSize === 'number' ? assumedSize : undefined,
    slicingArguments: Array.isArray(slicingArguments) ? slicingArguments.map(String) : [],
    sizedFields: Array.isArray(sizedFields) ? sizedFields.map(String) : [],
  });
}

function readWeight(
  key: string,
  directives: readonly ConstDirectiveNode[] | undefined,
  { cost, weights }: Reading,
): void {
  const directive = directives?.find(({ name }) => name.value === cost);
  const weight = directive && readArguments(directive).weight;
  if (typeof weight === 'number') weights.set(key, weight);
}

function readArguments(directive: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
