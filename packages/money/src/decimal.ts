import type { Money } from './money.js';

const DECIMAL = /^(-?)(\d{1,16})(?:\.(\d{1,8}))?$/;
const decimalsByCurrency = new Map<string, number>();

/**
 * Reads an exact decimal (`"18.00"`) as an amount of minor units.
 *
 * @throws RangeError when it is no decimal, has more decimals than the currency, or exceeds safe integers
 */
export function parseMoney(amount: string, currency: string): Money {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(amount) ?? [];
  const decimals = currencyDecimals(currency);
  if (whole === undefined) throw new RangeError(`${JSON.stringify(amount)} is not a decimal number`);
  if (fraction.length > decimals)
    throw new RangeError(`${currency} has ${decimals} decimals, not ${fraction.length}`);
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${amount} ${currency} is too large`);
  return { minor: sign === '-' && minor !== 0 ? -minor : minor, currency };
}

/** Writes an amount with all the decimals of its currency: `"18.00"`. */
export function formatAmount({ minor, currency }: Money): string {
  const decimals = currencyDecimals(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** How many decimals amounts of a currency have, as ISO 4217 and this runtime know it. */
function currencyDecimals(currency: string): number {
  const known = decimalsByCurrency.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimalsByCurrency.set(currency, decimals);
  return decimals;
}
