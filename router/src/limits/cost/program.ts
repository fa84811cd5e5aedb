import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
} from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import { isIncluded, type Conditions } from '../../execution/conditions.js';
import { fragmentOf, type OperationParts } from '../../execution/operation.js';
import { compileInput, type InputCost, type Variables } from './input.js';
import type { CostModel, ListSize } from './model.js';

/** The cost of an operation, computed except for its variables. */
export interface CostProgram {
  readonly fields: readonly CostField[];
  /** The default values of variables. */
  readonly defaults: Variables;
  /** The cost, when it depends on no variable. */
  readonly constant: number | undefined;
  readonly slices: readonly Slice[];
}

/** An argument that holds the number of requested items. */
export interface Slice {
  /** `orders(first:)`, for the message to the client. */
  readonly name: string;
  read(variables: Variables): unknown;
}

interface CostField {
  /** The cost of one object, or of the value. */
  readonly own: number;
  /** The cost that is added once, whatever the number of items. */
  readonly once: number;
  /** The cost of each argument. */
  readonly inputs: readonly InputCost[];
  readonly size: ((variables: Variables) => number) | undefined;
  readonly directives: readonly DirectiveNode[];
  readonly fields: readonly CostField[];
}

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  readonly defaultListSize: number;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly slices: Slice[];
}

/** The cost of a mutation without `@cost`: it is work, and locks something. */
const MUTATION_COST = 10;

type Size = (variables: Variables) => number;

/**
 * Compiles the cost of an operation: 1 for each object, 0 for each leaf, more where `@cost` says so, times the sizes of
 * the enclosing lists, plus the cost of the arguments (`input.ts`). An aliased leaf costs 1; otherwise thirty aliases
 * of one long text would make an answer thirty times as large for the same price.
 */
export function compileCost(
  { definition: operation, fragments }: OperationParts,
  options: Pick<Compiling, 'schema' | 'model' | 'defaultListSize'>,
): CostProgram {
  const compiling: Compiling = { ...options, fragments, slices: [] };
  const root = options.schema.getRootType(operation.operation);
  const fields = root ? compileSelections(operation.selectionSet, root, [], compiling) : [];
  const definitions = operation.variableDefinitions ?? [];
  const program = {
    fields,
    slices: compiling.slices,
    defaults: Object.fromEntries(
      definitions.flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
      ),
    ),
    constant: undefined,
  };
  return definitions.length === 0 ? { ...program, constant: runCost(program, {}, new Map()) } : program;
}

/** @param variables with their defaults */
export function runCost(program: CostProgram, variables: Variables, conditions: Conditions): number {
  return program.constant ?? sumFields(program.fields, variables, conditions);
}

function sumFields(fields: readonly CostField[], variables: Variables, conditions: Conditions): number {
  let sum = 0;
  for (const field of fields) {
    if (field.directives.length > 0 && !isIncluded(field, conditions)) continue;
    const each = field.own + sumFields(field.fields, variables, conditions);
    for (const input of field.inputs) sum += input(variables);
    sum += field.once + (field.size === undefined ? each : each * field.size(variables));
  }
  return sum;
}

function compileSelections(
  { selections }: SelectionSetNode,
  parent: GraphQLCompositeType,
  sized: readonly (readonly [string, Size])[],
  compiling: Compiling,
): readonly CostField[] {
  return selections.flatMap((selection): readonly CostField[] => {
    if (selection.kind === Kind.FIELD) return compileField(selection, parent, sized, compiling);
    const fragment = fragmentOf(selection, compiling.fragments);
    const condition = fragment?.typeCondition?.name.value;
    const type = condition === undefined ? parent : compiling.schema.getType(condition);
    if (fragment === undefined || !isCompositeType(type)) return [];
    const fields = compileSelections(fragment.selectionSet, type, sized, compiling);
    const directives = selection.directives ?? [];
    return directives.length === 0
      ? fields
      : [{ own: 0, once: 0, inputs: [], size: undefined, directives, fields }];
  });
}

function compileField(
  node: FieldNode,
  parent: GraphQLCompositeType,
  sized: readonly (readonly [string, Size])[],
  compiling: Compiling,
): readonly CostField[] {
  const definition =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  if (definition === undefined) return compileTypename(node);
  const type = getNamedType(definition.type);
  const listSize = compiling.model.listSize(parent.name, definition.name);
  const size = listSize && compileSize(node, definition, listSize, compiling);
  const inner = size ? listSize.sizedFields.map((name): [string, Size] => [name, size]) : [];
  const isList = isListType(getNullableType(definition.type));
  const fromParent = sized.find(([name]) => name === definition.name)?.[1];
  return [
    {
      ...weigh(node, parent, type, compiling),
      inputs: compileInputs(node, parent, definition, compiling),
      size: isList ? (fromParent ?? pickSize(size, inner.length, compiling)) : undefined,
      directives: node.directives ?? [],
      fields:
        node.selectionSet && isCompositeType(type)
          ? compileSelections(node.selectionSet, type, inner, compiling)
          : [],
    },
  ];
}

/** `__typename`, which every type has but none declares. */
function compileTypename(node: FieldNode): readonly CostField[] {
  if (!isRenamed(node)) return [];
  return [{ own: 1, once: 0, inputs: [], size: undefined, directives: node.directives ?? [], fields: [] }];
}

function isRenamed({ name, alias }: FieldNode): boolean {
  return alias !== undefined && alias.value !== name.value;
}

/** A field's own weight replaces the weight of its objects' type. */
function weigh(
  node: FieldNode,
  parent: GraphQLCompositeType,
  type: GraphQLNamedType,
  { model, schema }: Compiling,
): Pick<CostField, 'own' | 'once'> {
  const weight = model.weightOfField(parent.name, node.name.value);
  const base = weight ?? (parent === schema.getMutationType() ? MUTATION_COST : 0);
  const plain = isCompositeType(type) || isRenamed(node) ? 1 : 0;
  const own = weight === undefined ? (model.weightOfType(type.name) ?? plain) : 0;
  return { own, once: base };
}

function pickSize(size: Size | undefined, sizedFields: number, { defaultListSize }: Compiling): Size {
  return size !== undefined && sizedFields === 0 ? size : () => defaultListSize;
}

function compileInputs(
  { arguments: given = [] }: FieldNode,
  parent: GraphQLCompositeType,
  { name: field, args }: GraphQLField<unknown, unknown>,
  { model }: Compiling,
): readonly InputCost[] {
  return given.flatMap(({ name: { value: name }, value }) => {
    const argument = args.find((each) => each.name === name);
    if (argument === undefined) return [];
    return compileInput(value, argument.type, model.weightOfArgument(parent.name, field, name), model) ?? [];
  });
}

/** The number of items of a list: the value of its slicing arguments, otherwise its assumed size. */
function compileSize(
  node: FieldNode,
  definition: GraphQLField<unknown, unknown>,
  { slicingArguments, assumedSize }: ListSize,
  compiling: Compiling,
): Size {
  const slices = slicingArguments.map((path) => compileSlice(node, definition, path));
  compiling.slices.push(...slices);
  const fallback = assumedSize ?? compiling.defaultListSize;
  return (variables) => {
    const asked = slices
      .map((slice) => slice.read(variables))
      .filter((value): value is number => typeof value === 'number' && value >= 0);
    return asked.length === 0 ? fallback : Math.max(...asked);
  };
}

function compileSlice(node: FieldNode, definition: GraphQLField<unknown, unknown>, path: string): Slice {
  const [argument = '', ...inner] = path.split('.');
  const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
  const fallback: unknown = definition.args.find(({ name }) => name === argument)?.defaultValue;
  const readArgument = compileValue(value);
  return {
    name: `${node.name.value}(${path}:)`,
    read(variables) {
      let found = readArgument(variables) ?? fallback;
      for (const key of inner) {
        found = typeof found === 'object' && found !== null ? (found as Variables)[key] : undefined;
      }
      return found;
    },
  };
}

function compileValue(value: ValueNode | undefined): (variables: Variables) => unknown {
  if (value === undefined) return () => undefined;
  if (value.kind === Kind.VARIABLE) return (variables) => variables[value.name.value];
  if (value.kind === Kind.OBJECT) return (variables) => valueFromASTUntyped(value, { ...variables });
  const constant = valueFromASTUntyped(value);
  return () => constant;
}
