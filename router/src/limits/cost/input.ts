import {
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  valueFromASTUntyped,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import type { CostModel } from './model.js';

/** The values of an operation's variables, defaults included. */
export type Variables = Readonly<Record<string, unknown>>;

/** The cost of an argument's value with the variables of one request. */
export type InputCost = (variables: Variables) => number;

/**
 * Compiles the cost of an argument: its `@cost`, and that of each given input field, once for each item of the lists
 * around it. Without `@cost`, an input object costs 1, and so does each item of a list, because a mutation with a
 * hundred lines does a hundred times the work.
 *
 * @param weight the `@cost` of the argument
 * @returns undefined when the argument costs nothing, whatever its value
 */
export function compileInput(
  node: ValueNode,
  type: GraphQLInputType,
  weight: number | undefined,
  model: CostModel,
): InputCost | undefined {
  if (weight === undefined && isPlain(type) && weightOf(type, model) === 0) return undefined;
  const read = readerOf(node);
  if (hasVariable(node)) return (variables) => costOf(read(variables), type, weight, model);
  const constant = costOf(read({}), type, weight, model);
  return () => constant;
}

/** Whether values of the type are neither lists nor objects. */
function isPlain(type: GraphQLInputType): boolean {
  const nullable = getNullableType(type);
  return !isListType(nullable) && !isInputObjectType(nullable);
}

function readerOf(node: ValueNode): (variables: Variables) => unknown {
  if (node.kind === Kind.VARIABLE) return (variables) => ownValue(variables, node.name.value);
  return (variables) => valueFromASTUntyped(node, { ...variables });
}

function hasVariable(node: ValueNode): boolean {
  switch (node.kind) {
    case Kind.VARIABLE:
      return true;
    case Kind.LIST:
      return node.values.some(hasVariable);
    case Kind.OBJECT:
      return node.fields.some(({ value }) => hasVariable(value));
    default:
      return false;
  }
}

/** Variables are counted as the client sent them. Values of a wrong type are refused later, when they are coerced. */
function costOf(
  value: unknown,
  type: GraphQLInputType,
  weight: number | undefined,
  model: CostModel,
): number {
  if (value == null) return 0;
  if (isNonNullType(type)) return costOf(value, type.ofType, weight, model);
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const each = weight ?? itemWeight(type.ofType, model);
    return items.reduce<number>((sum, item) => sum + costOf(item, type.ofType, each, model), 0);
  }
  const own = weight ?? weightOf(type, model);
  if (!isInputObjectType(type) || typeof value !== 'object') return own;
  return Object.values(type.getFields()).reduce((sum, field) => {
    const given = ownValue(value, field.name) ?? field.defaultValue;
    return sum + costOf(given, field.type, model.weightOfField(type.name, field.name), model);
  }, own);
}

function itemWeight(type: GraphQLInputType, model: CostModel): number | undefined {
  return isPlain(type) ? Math.max(1, weightOf(type, model)) : undefined;
}

function weightOf(type: GraphQLInputType, model: CostModel): number {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return 0;
  return model.weightOfType(nullable.name) ?? (isInputObjectType(nullable) ? 1 : 0);
}

function ownValue(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Variables)[name] : undefined;
}
