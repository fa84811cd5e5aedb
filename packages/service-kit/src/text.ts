/**
 * Characters that a reader cannot see or that change how the rest of the text is shown: controls, format characters
 * (bidirectional overrides and isolates, zero-width spaces, soft hyphens), lone surrogates, line and paragraph
 * separators, blank fillers and tags. The two joiners are judged by their neighbours.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E00FF}]|\u034F|\u17B4|\u17B5|(?!\u200C|\u200D)\p{Cf}/u;

/**
 * Persian, Indic and emoji spelling needs the zero-width joiner and non-joiner, between two characters of the script.
 * Elsewhere they only make two texts that look the same.
 */
const joining =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}' +
  '\\p{Script=Gurmukhi}\\p{Script=Gujarati}\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}' +
  '\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Sinhala}\\p{Extended_Pictographic}';
const STRAY_JOINER = new RegExp(
  `(?<![${joining}\\uFE0F\\p{Emoji_Modifier}])[\\u200C\\u200D]|[\\u200C\\u200D](?![${joining}])`,
  'u',
);

/** Line breaks and tabs. */
const LAYOUT = /\r\n|[\n\t]/g;

/** How long a text is, in {@link countCharacters characters}. */
export interface TextLength {
  /** 1 when it is not given: a text that must not be blank. */
  readonly min?: number;
  readonly max: number;
}

/**
 * Whether a text is one line of plain text with `min` to `max` characters: the rule for every name, address, reason
 * and key that clients write. It refuses control characters, bidirectional controls, zero-width and tag characters
 * and lone surrogates; and, unless `min` is 0, a text that is blank.
 */
export function isPlainText(text: string, { min = 1, max }: TextLength): boolean {
  // A character has at most two code units, so a huge text is refused without being read.
  if (text.length > 2 * max || HIDDEN.test(text) || STRAY_JOINER.test(text)) return false;
  const length = countCharacters(text);
  return length >= min && length <= max && (min === 0 || text.trim() !== '');
}

/** Like {@link isPlainText}, for texts of several lines: line feeds and tabs may be in it. */
export function isText(text: string, length: TextLength): boolean {
  return isPlainText(text.replace(LAYOUT, ' '), length);
}

/** How many characters a text has: its code points, so that a letter outside the basic plane is one. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
