import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Output, constantOf } from './output.js';

function written(write: (output: Output) => void): string {
  const output = new Output();
  write(output);
  return output.end().toString();
}

it('writes strings as JSON.stringify does', () => {
  const strings = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ maxLength: 120 }),
    // Surrogates that stand alone.
    fc.array(fc.integer({ min: 0xd700, max: 0xe100 })).map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(
    fc.property(strings, (text) => {
      expect(written((output) => output.putString(text))).toBe(JSON.stringify(text));
    }),
    { numRuns: 2_000 },
  );
});

it('writes what JSON escapes, at the edges of its ranges, as JSON.stringify does', () => {
  for (const code of [0x1f, 0x20, 0x22, 0x5c, 0x7f, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000]) {
    for (const around of ['', 'x'.repeat(60)]) {
      const text = around + String.fromCharCode(code) + around;
      expect(written((output) => output.putString(text))).toBe(JSON.stringify(text));
    }
  }
});

it('writes integers as JSON.stringify does', () => {
  const edges = [0, -0, 1, 9, 10, 999_999_999, 1_000_000_000, -1, 2 ** 31, Number.MAX_SAFE_INTEGER];
  const integers = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constantFrom(...edges));
  fc.assert(
    fc.property(integers, (value) => {
      expect(written((output) => output.putInteger(value))).toBe(JSON.stringify(value));
    }),
  );
});

it('grows with what is written, and repeats and takes back parts of it', () => {
  const text = 'ü'.repeat(50_000);
  const all = written((output) => {
    output.putConstant(constantOf('['));
    const start = output.length;
    output.putString(text);
    const end = output.length;
    output.putConstant(constantOf(','));
    output.repeat(start, end);
    output.putText('lost');
    output.truncate(output.length - 4);
    output.putConstant(constantOf(']'));
  });
  expect(JSON.parse(all)).toEqual([text, text]);
});

it('gives each answer bytes of its own', () => {
  const first = new Output();
  first.putText('first');
  const bytes = first.end();
  written((output) => output.putText('other'));
  expect(bytes.toString()).toBe('first');
});
