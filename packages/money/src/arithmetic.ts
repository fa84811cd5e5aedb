import type { Money } from './money.js';

/** A fraction in basis points: 1,500 is 15 %. Whole numbers, so that a discount is exact. */
export type BasisPoints = number;

const ONE = 10_000n;

/**
 * The total of a line: `unitPrice × quantity × (1 − discount)`, rounded half up to the minor unit. The only place that
 * rounds.
 *
 * @throws RangeError when the result exceeds safe integers
 */
export function lineTotal(unitPrice: Money, quantity: number, discount: BasisPoints = 0): Money {
  const exact = BigInt(unitPrice.minor) * BigInt(quantity) * (ONE - BigInt(discount));
  return toMoney((exact + ONE / 2n) / ONE, unitPrice.currency);
}

/**
 * Adds amounts of one currency; no amounts make zero.
 *
 * @throws RangeError when the currencies differ or the sum exceeds safe integers
 */
export function sum(amounts: readonly Money[], currency: string): Money {
  const stranger = amounts.find((amount) => amount.currency !== currency);
  if (stranger !== undefined) throw new RangeError(`${stranger.currency} cannot be added to ${currency}`);
  return toMoney(
    amounts.reduce((total, { minor }) => total + BigInt(minor), 0n),
    currency,
  );
}

function toMoney(minor: bigint, currency: string): Money {
  const safe = Number(minor);
  if (!Number.isSafeInteger(safe)) throw new RangeError('the amount is too large');
  return { minor: safe, currency };
}
