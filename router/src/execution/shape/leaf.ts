import { isEnumType, isSpecifiedScalarType } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { quote, writeJson } from '../json.js';

/** Writes a leaf's value, which is not null; `undefined` when the value is invalid for the type. */
export type LeafWriter = (value: unknown) => string | undefined;

/** The writer of a leaf accepts only values of its type. A custom scalar accepts any value. */
export function compileLeaf(type: GraphQLLeafType): LeafWriter {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]));
    return (value) => (typeof value === 'string' ? texts.get(value) : undefined);
  }
  if (!isSpecifiedScalarType(type)) return writeAnything;
  switch (type.name) {
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : undefined);
    case 'Int':
      return (value) => (typeof value === 'number' ? writeInteger(value) : undefined);
    case 'Float':
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined);
    case 'ID':
      return (value) =>
        typeof value === 'string'
          ? quote(value)
          : typeof value === 'number'
            ? writeInteger(value)
            : undefined;
    default:
      return (value) => (typeof value === 'string' ? quote(value) : undefined);
  }
}

/** A value that is nested deeper than the stack allows becomes null. The rest of the answer is kept. */
function writeAnything(value: unknown): string | undefined {
  try {
    return writeJson(value);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function writeInteger(value: number): string | undefined {
  // As of 1e21 a number is written with an exponent, which no Int or ID has.
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : undefined;
}
