/** Joiners and variation selectors are invisible, and change how the characters beside them are shown. */
const JUDGED_BY_NEIGHBOURS =
  '\\u200C|\\u200D|[\\u180B-\\u180D]|\\u180F|[\\uFE00-\\uFE0F]|[\\u{E0100}-\\u{E01EF}]';

/**
 * Characters that are invisible or change how the surrounding text is displayed: controls, format characters
 * (bidirectional overrides and isolates, zero-width spaces, soft hyphens), lone surrogates, line and paragraph
 * separators, blank fillers, tags and code points that are no characters.
 */
const HIDDEN = new RegExp(
  `[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{NChar}]|(?!${JUDGED_BY_NEIGHBOURS})[\\p{Cf}\\p{DI}]`,
  'u',
);

/**
 * A variation selector chooses the form of the one character before it: of an ideograph, an emoji, a symbol. Behind
 * other characters, or in a row, it shows nothing and can carry a hidden text.
 */
const STRAY_SELECTOR = new RegExp(
  '(?<!\\p{Script=Mongolian})[\\u180B-\\u180D\\u180F]|(?<!\\p{Script=Han})[\\u{E0100}-\\u{E01EF}]|' +
    '(?<![\\p{Emoji}\\p{S}\\p{P}\\p{Script=Han}\\p{Script=Myanmar}\\p{Script=Phags_Pa}])[\\uFE00-\\uFE0F]',
  'u',
);

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
 * key that clients write. Control characters, bidirectional controls, zero-width and tag characters, stray variation
 * selectors and lone surrogates are refused, and, unless `min` is 0, blank texts.
 */
export function isPlainText(text: string, { min = 1, max }: TextLength): boolean {
  // A character has at most two code units, so a huge text is refused without being scanned.
  if (text.length > 2 * max) return false;
  if (HIDDEN.test(text) || STRAY_JOINER.test(text) || STRAY_SELECTOR.test(text)) return false;
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
