import { describe, expect, it } from 'vitest';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from './scalars.js';

describe('Decimal', () => {
  it.each(['0', '18.00', '-3.5', '0.001'])('takes %j', (value) => {
    expect(DecimalScalar.parseValue(value)).toBe(value);
  });

  it.each([18, 1.1, '1e3', '01', '.5', '1.', 'NaN', '', ' 1', {}, ['1'], null, '9'.repeat(17)])(
    'refuses %j',
    (value) => {
      expect(() => DecimalScalar.parseValue(value)).toThrow('Decimal takes a decimal number in a string');
    },
  );
});

describe('CurrencyCode', () => {
  it('takes what ISO 4217 knows', () => {
    expect(CurrencyCodeScalar.parseValue('USD')).toBe('USD');
  });

  it.each(['usd', 'XXXX', 'ZZ', 840])('refuses %j', (value) => {
    expect(() => CurrencyCodeScalar.parseValue(value)).toThrow('CurrencyCode takes an ISO 4217 code');
  });
});

describe('DateTime', () => {
  it('is a Date inside and RFC 3339 outside', () => {
    const date = DateTimeScalar.parseValue('2026-01-31T13:00:00+01:00');
    expect(date).toEqual(new Date('2026-01-31T12:00:00Z'));
    expect(JSON.stringify(DateTimeScalar.serialize(date))).toBe('"2026-01-31T12:00:00.000Z"');
  });

  it.each(['2026-02-30T00:00:00Z', 'yesterday', '2026-01-01', 5])('refuses %j', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow('like "2026-01-31T12:00:00Z"');
  });
});
