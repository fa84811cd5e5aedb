import { folds } from './accumulators.js';
import { arithmetic } from './arithmetic.js';
import { arrays } from './arrays.js';
import { booleans } from './booleans.js';
import { comparisons } from './comparison.js';
import { iterations } from './iterations.js';
import { rounding } from './rounding.js';
import { strings } from './strings.js';
import type { Operator, Operators } from './types.js';

const $literal: Operator = (argument) => () => argument;

/** All operators of expressions. */
export const OPERATORS: Operators = {
  ...comparisons,
  ...booleans,
  ...iterations,
  ...arithmetic,
  ...rounding,
  ...folds,
  ...arrays,
  ...strings,
  $literal,
};

/** Operators that MongoDB has and the embedded database refuses. */
export const REFUSED: ReadonlySet<string> = new Set(
  `$accumulator $acos $acosh $allElementsTrue $anyElementTrue $arrayToObject $asin $asinh $atan $atan2 $atanh
  $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $const $convert $cos $cosh $createObjectId $dateAdd $dateDiff
  $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek
  $dayOfYear $degreesToRadians $deserializeEJSON $exp $firstN $function $getField $hash $hexHash $hour $indexOfBytes
  $indexOfCP $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $lastN $let $ln $log $log10 $ltrim $maxN $median
  $mergeObjects $meta $millisecond $minN $minute $month $objectToArray $percentile $pow $radiansToDegrees $rand
  $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $rtrim $sampleRate $second $serializeEJSON
  $setDifference $setEquals $setField $setIntersection $setIsSubset $setUnion $sigmoid $sin $sinh $sortArray $split
  $sqrt $stdDevPop $stdDevSamp $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $subtype $tan $tanh
  $toArray $toBool $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObject $toObjectId
  $toString $toUUID $toUpper $trim $tsIncrement $tsSecond $type $unsetField $week $year $zip`.split(/\s+/),
);
