import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';
import { parsePage } from './page.js';

describe('a page', () => {
  it('is the first twenty when nothing is asked', () => {
    expect(parsePage({})).toEqual({ size: 20, fromEnd: false, after: undefined, before: undefined });
  });

  it.each([{ first: 0 }, { first: -1 }, { first: 101 }, { last: 0 }, { last: 101 }, { first: 1, last: 1 }])(
    'cannot be %j',
    (args) => {
      expect(() => parsePage(args)).toThrow(
        expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
      );
    },
  );
});

describe('a cursor', () => {
  const values = ['Chai', 7, new Date(5)];
  const types = ['string', 'number', 'date'] as const;

  it('gives back the values it was made of', () => {
    expect(decodeCursor(encodeCursor('NAME', values), 'NAME', types)).toEqual(values);
  });

  const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  it.each([
    ['of another order', encodeCursor('PRICE', values)],
    ['with too few values', encodeCursor('NAME', values.slice(1))],
    ['with an operator', forged(['NAME', { $gt: '' }, 7, { d: 5 }])],
    ['with an array', forged(['NAME', ['Chai'], 7, { d: 5 }])],
    ['with a date that is none', forged(['NAME', 'Chai', 7, { d: 'now' }])],
    ['that is no JSON', 'zzzz'],
    ['that is empty', ''],
    ['that is huge', 'A'.repeat(100_000)],
  ])('%s is refused', (_name, cursor) => {
    expect(() => decodeCursor(cursor, 'NAME', types)).toThrow('That is no cursor of this list');
  });
});
