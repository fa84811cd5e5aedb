import { fold } from '@supergraph/service-kit';

/** The distinct folded words of texts, for searching. A word is a run of letters and digits. */
export function wordsOf(...texts: readonly (string | null)[]): string[] {
  const words = texts.flatMap((text) => fold(text ?? '').match(/[\p{L}\p{N}]+/gu) ?? []);
  return [...new Set(words)].sort();
}

/**
 * The first text that comes after all texts beginning with `prefix`, so that "begins with" is a range that an index can
 * serve. This is true in UTF-8 order and in UTF-16 order.
 */
export function afterPrefix(prefix: string): string {
  const characters = Array.from(prefix);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  const next = last === 0xd7ff ? 0xe000 : last + 1;
  return characters.join('') + String.fromCodePoint(next);
}
