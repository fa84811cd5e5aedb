import { Decimal128, Double, Long } from 'bson';
import { asDouble, asInteger, kindOf, toBigInt } from '../bson/numbers.js';
import { isNumeric, type NumberLike, toNumber, typeName } from '../bson/types.js';
import { badValue, typeMismatch } from '../errors.js';

/**
 * `$inc` and `$mul` with MongoDB's types: two integers give an integer, a Long once it exceeds 32 bits; a double as
 * either operand gives a double.
 */
export function arithmetic(
  operator: '$inc' | '$mul',
  path: string,
  current: unknown,
  by: unknown,
): NumberLike {
  if (!isNumeric(by)) {
    const verb = operator === '$inc' ? 'increment' : 'multiply';
    throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(by)}}`);
  }
  if (current === undefined) return operator === '$inc' ? by : zeroOf(by);
  if (!isNumeric(current)) {
    throw typeMismatch(
      `Cannot apply ${operator} to a value of non-numeric type. The field '${path}' has non-numeric type ${typeName(current)}`,
    );
  }
  const kinds = [kindOf(current), kindOf(by)];
  if (kinds.includes('double')) {
    const [a, b] = [toNumber(current), toNumber(by)];
    return asDouble(operator === '$inc' ? a + b : a * b);
  }
  const [a, b] = [toBigInt(current), toBigInt(by)];
  const result = asInteger(operator === '$inc' ? a + b : a * b, kinds.includes('long'));
  if (result === undefined)
    throw badValue(`Failed to apply the operation to the field '${path}': the result is out of range`);
  return result;
}

function zeroOf(by: NumberLike): NumberLike {
  const kind = typeName(by);
  if (kind === 'decimal') return Decimal128.fromString('0');
  if (kind === 'long') return Long.ZERO;
  return kind === 'int' ? 0 : new Double(0);
}
