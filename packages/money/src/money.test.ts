import { describe, expect, it } from 'vitest';
import { formatAmount, lineTotal, parseMoney, sum } from './index.js';

const usd = (minor: number) => ({ minor, currency: 'USD' });

describe('decimals', () => {
  it.each([
    ['18.00', 'USD', 1800],
    ['18', 'USD', 1800],
    ['0.5', 'USD', 50],
    ['-2.01', 'USD', -201],
    ['1200', 'JPY', 1200],
    ['1.234', 'KWD', 1234],
  ])('reads %s %s as %i minor units', (amount, currency, minor) => {
    expect(parseMoney(amount, currency)).toEqual({ minor, currency });
  });

  it.each(['', '1,50', '1e3', '0x10', '1.005', '9007199254740993', '--1', ' 1'])('refuses %j', (amount) => {
    expect(() => parseMoney(amount, 'USD')).toThrow(RangeError);
  });

  it.each([
    [1800, 'USD', '18.00'],
    [5, 'USD', '0.05'],
    [-5, 'USD', '-0.05'],
    [1200, 'JPY', '1200'],
  ])('writes %i minor units of %s as %s', (minor, currency, text) => {
    expect(formatAmount({ minor, currency })).toBe(text);
  });
});

describe('a line total', () => {
  it.each([
    [usd(1400), 12, 0, 16800],
    [usd(1680), 15, 1500, 21420],
    [usd(1), 1, 5000, 1],
    [usd(33), 1, 500, 31],
  ])('of %o × %i at %i basis points off is %i', (price, quantity, discount, minor) => {
    expect(lineTotal(price, quantity, discount)).toEqual(usd(minor));
  });

  it('refuses to leave safe integers', () => {
    expect(() => lineTotal(usd(Number.MAX_SAFE_INTEGER), 2)).toThrow(RangeError);
  });
});

describe('a sum', () => {
  it('of nothing is zero', () => {
    expect(sum([], 'USD')).toEqual(usd(0));
  });

  it('refuses to mix currencies', () => {
    expect(() => sum([usd(1), { minor: 1, currency: 'EUR' }], 'USD')).toThrow('EUR cannot be added to USD');
  });
});
