import { Binary, Long } from 'bson';
import type { Doc } from '../bson/document.js';
import { isNumeric, toNumber } from '../bson/types.js';
import { badValue } from '../errors.js';
import { someElementAt } from './path.js';

type Kind = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

/** The four bit tests, over integers and binary values; positions beyond 63 exist in binaries only. */
export function bitsOperator(kind: Kind) {
  return (path: readonly string[], argument: unknown): ((doc: Doc) => boolean) => {
    const positions = bitPositions(kind, argument);
    const wanted = kind.endsWith('Set');
    return (doc) =>
      someElementAt(doc, path, (value) => {
        const bit = bitsOf(value);
        if (bit === undefined) return false;
        const test = (position: number): boolean => bit(position) === wanted;
        return kind.startsWith('$bitsAll') ? positions.every(test) : positions.some(test);
      });
  };
}

function bitsOf(value: unknown): ((position: number) => boolean) | undefined {
  if (value instanceof Binary) {
    const bytes = value.buffer.subarray(0, value.position);
    return (position) => (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) === 1;
  }
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  if (!Number.isInteger(number) || Math.abs(number) > 2 ** 63) return undefined;
  const bits = value instanceof Long ? value.toBigInt() : BigInt(number);
  return (position) => ((bits >> BigInt(Math.min(position, 63))) & 1n) === 1n;
}

function bitPositions(kind: Kind, argument: unknown): number[] {
  if (Array.isArray(argument)) {
    return argument.map((position: unknown) => {
      const at = isNumeric(position) ? toNumber(position) : Number.NaN;
      if (!Number.isInteger(at) || at < 0) throw badValue(`${kind} takes bit positions of at least 0`);
      return at;
    });
  }
  const bit = bitsOf(argument);
  const negative = isNumeric(argument) && toNumber(argument) < 0;
  if (bit === undefined || negative) throw badValue(`${kind} takes an Array, a number, or a BinData`);
  const size = argument instanceof Binary ? argument.position * 8 : 64;
  return Array.from({ length: size }, (_, position) => position).filter(bit);
}
