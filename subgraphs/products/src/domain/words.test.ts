import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '@supergraph/service-kit';
import { afterPrefix, wordsOf } from './words.js';

describe('words', () => {
  it.each([
    ['Rössle Sauerkraut', ['rossle', 'sauerkraut']],
    ["Sirop d'érable", ['d', 'erable', 'sirop']],
    ['Straße, Smørrebrød & Œuf', ['oeuf', 'smorrebrod', 'strasse']],
    ['10 - 500 g pkgs.', ['10', '500', 'g', 'pkgs']],
    ['ﬁne ＦＵＬＬ', ['fine', 'full']],
    ['緑茶 чай', ['чаи', '緑茶']],
    ['tea TEA Tea', ['tea']],
    ['*.* $ne {}', ['ne']],
    ['', []],
  ])('of %j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('of no text are none', () => {
    expect(wordsOf(null, 'a', null)).toEqual(['a']);
  });

  it('are found by any of their beginnings and by nothing else, as a range', () => {
    const letters = fc.string({ unit: 'grapheme', maxLength: 6 }).map(fold);
    fc.assert(
      fc.property(letters, letters, (word, prefix) => {
        fc.pre(prefix !== '' && wordsOf(prefix)[0] === prefix);
        const inRange = (text: string) =>
          compare(text, prefix) >= 0 && compare(text, afterPrefix(prefix)) < 0;
        expect(inRange(word)).toBe(word.startsWith(prefix));
        expect(inRange(prefix + word)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Compares texts as MongoDB does: by their UTF-8 bytes. */
function compare(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}
