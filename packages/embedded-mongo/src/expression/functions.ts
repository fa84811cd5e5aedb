import { asDouble, kindOf } from '../bson/numbers.js';
import { toNumber } from '../bson/types.js';
import { MongoError } from '../errors.js';
import { isNullish, numberOf, ofValues } from './arguments.js';
import type { Operator, Operators } from './types.js';

/** Of one number, as a double; `allowed` has the error for the others. */
const real = (
  name: string,
  computeReal: (value: number) => number,
  allowed: (value: number) => boolean = () => true,
  code = 50989,
): Operator =>
  ofValues(name, 1, 1, (value) => {
    if (isNullish(value)) return null;
    const number = numberOf(name, value, 28765);
    kindOf(number);
    const argument = toNumber(number);
    if (!Number.isNaN(argument) && !allowed(argument))
      throw new MongoError(code, `cannot apply ${name} to ${argument}, value is out of its domain`);
    return asDouble(computeReal(argument));
  });

const logarithm = (value: unknown, base: unknown): unknown => {
  if (isNullish(value) || isNullish(base)) return null;
  const argument = toNumber(numberOf("$log's argument", value, 28756));
  const by = toNumber(numberOf("$log's base", base, 28757));
  if (argument <= 0)
    throw new MongoError(28758, `$log's argument must be a positive number, but is ${argument}`);
  if (by <= 0 || by === 1)
    throw new MongoError(28759, `$log's base must be a positive number not equal to 1, but is ${by}`);
  return asDouble(Math.log(argument) / Math.log(by));
};

const finite = (value: number): boolean => Number.isFinite(value);
const within = (value: number): boolean => Math.abs(value) <= 1;

/** Functions of real numbers: doubles, whatever they are asked of. */
export const functions: Operators = {
  $sqrt: real('$sqrt', Math.sqrt, (value) => value >= 0, 28714),
  $exp: real('$exp', Math.exp),
  $ln: real('$ln', Math.log, (value) => value > 0, 28766),
  $log10: real('$log10', Math.log10, (value) => value > 0, 28761),
  $log: ofValues('$log', 2, 2, logarithm),
  $sin: real('$sin', Math.sin, finite),
  $cos: real('$cos', Math.cos, finite),
  $tan: real('$tan', Math.tan, finite),
  $asin: real('$asin', Math.asin, within),
  $acos: real('$acos', Math.acos, within),
  $atan: real('$atan', Math.atan),
  $sinh: real('$sinh', Math.sinh),
  $cosh: real('$cosh', Math.cosh),
  $tanh: real('$tanh', Math.tanh),
  $asinh: real('$asinh', Math.asinh),
  $acosh: real('$acosh', Math.acosh, (value) => value >= 1),
  $atanh: real('$atanh', Math.atanh, within),
  $atan2: ofValues('$atan2', 2, 2, (y, x) => {
    if (isNullish(y) || isNullish(x)) return null;
    return asDouble(
      Math.atan2(toNumber(numberOf('$atan2', y, 51044)), toNumber(numberOf('$atan2', x, 51045))),
    );
  }),
  $degreesToRadians: real('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: real('$radiansToDegrees', (value) => (value * 180) / Math.PI),
};
