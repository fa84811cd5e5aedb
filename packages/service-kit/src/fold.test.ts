import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from './fold.js';

describe('folding', () => {
  it.each([
    ['Åsa Öst', 'asa ost'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Ærøskøbing', 'aeroskobing'],
    ['ﬁne № 5', 'fine no 5'],
    ['Łódź', 'lodz'],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('makes no difference between the composed and the decomposed form of a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });
});
