/**
 * Characters that are invisible or change how the surrounding text is displayed: controls, format characters
 * (bidirectional overrides and isolates, zero-width spaces, soft hyphens), lone surrogates, line and paragraph
 * separators, blank fillers and tags. The two joiners are judged by their neighbours.
 */
const HIDDEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E00FF}]|\u034F|\u17B4|\u17B5|(?!\u200C|\u200D)\p{Cf}/u;

/**
 * Persian, Indic and emoji spelling needs the zero-width joiner and non-joiner between two characters of the script.
 * Elsewhere they only make two different texts look the same.
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

/** The permitted length of a text, in {@link countCharacters characters}. */
export interface TextLength {
  /** Default 1: the text must not be blank. */
  readonly min?: number;
  readonly max: number;
}

/**
 * Whether a text is one line of plain text with `min` to `max` characters: the rule for every name, address, reason and
 * key that clients write. Control characters, bidirectional controls, zero-width and tag characters and lone surrogates
 * are refused, and, unless `min` is 0, blank texts.
 */
export function isPlainText(text: string, { min = 1, max }: TextLength): boolean {
  // A character has at most two code units, so a huge text is refused without being scanned.
  if (text.length > 2 * max || HIDDEN.test(text) || STRAY_JOINER.test(text)) return false;
  const length = countCharacters(text);
  return length >= min && length <= max && (min === 0 || text.trim() !== '');
}

/** Like {@link isPlainText}, for texts of several lines: line feeds and tabs are allowed. */
export function isText(text: string, length: TextLength): boolean {
  return isPlainText(text.replace(LAYOUT, ' '), length);
}

/**
 * The number of characters in a text. A character is a code point, so a letter outside the basic plane counts as one.
 */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}
