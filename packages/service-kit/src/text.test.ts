import { describe, expect, it } from 'vitest';
import { countCharacters, isPlainText, isText } from './text.js';

const one = { max: 100 };

/** Each is hidden, or changes how the text around it is shown. */
const hidden = {
  NUL: '\u0000',
  newline: '\n',
  tab: '\t',
  ESC: '\u001b',
  DEL: '\u007f',
  'next line': '\u0085',
  'soft hyphen': '\u00ad',
  'Arabic letter mark': '\u061c',
  'Hangul filler': '\u3164',
  'zero-width space': '\u200b',
  'zero-width non-joiner': '\u200c',
  'zero-width joiner': '\u200d',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'right-to-left isolate': '\u2067',
  'byte order mark': '\ufeff',
  'interlinear annotation': '\ufff9',
  'language tag': '\u{e0001}',
  'tag letter': '\u{e0041}',
  'unassigned tag': '\u{e0002}',
  'high surrogate': '\ud83d',
  'low surrogate': '\ude00',
  'variation selector': '\ufe0f',
  'supplementary variation selector': '\u{e0100}',
  'Mongolian variation selector': '\u180b',
  'unassigned ignorable': '\u2065',
  noncharacter: '\uffff',
};

describe('plain text', () => {
  it.each(Object.entries(hidden))('has no %s, wherever it is', (_name, character) => {
    for (const text of [`a${character}b`, `${character}ab`, `ab${character}`, character]) {
      expect(isPlainText(text, one)).toBe(false);
    }
  });

  it.each([
    'Ada Lovelace',
    "Côte de Blaye (75 cl) – 10% & more / it's “fine”",
    'Ελένη Παπαδοπούλου',
    '山田 太郎',
    '葛\u{e0100}城',
    '1\ufe0f\u20e3 ☎\ufe0e ©\ufe0f',
    'علی\u200cرضا',
    'श्री\u200dमान',
    '👩\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 🧑🏽\u200d🚀',
  ])('is what people write: %s', (text) => {
    expect(isPlainText(text, one)).toBe(true);
  });

  it('has no text in variation selectors behind an emoji', () => {
    expect(isPlainText('😀\ufe01\ufe02\u{e0101}', one)).toBe(false);
  });

  it('is counted in characters as a person counts them', () => {
    expect(countCharacters('😀😀')).toBe(2);
    expect(isPlainText('😀'.repeat(100), one)).toBe(true);
    expect(isPlainText('😀'.repeat(101), one)).toBe(false);
    expect(isPlainText('a'.repeat(100), one)).toBe(true);
    expect(isPlainText('a'.repeat(101), one)).toBe(false);
  });

  it('is not blank, unless it may be empty', () => {
    for (const blank of ['', ' ', '\u3000\u00a0']) {
      expect(isPlainText(blank, one)).toBe(false);
      expect(isPlainText(blank, { min: 0, max: 10 })).toBe(true);
    }
    expect(isPlainText('abc', { min: 4, max: 10 })).toBe(false);
  });
});

describe('text of several lines', () => {
  it('has line feeds and tabs, and else the same rule', () => {
    expect(isText('one\n\ttwo\r\nthree', one)).toBe(true);
    expect(isText('\n\t', one)).toBe(false);
    expect(isText('one\rtwo', one)).toBe(false);
    expect(isText('one\u2028two', one)).toBe(false);
    expect(isText('one\n\u202etwo', one)).toBe(false);
  });
});
