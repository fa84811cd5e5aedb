/** The maximum length of a logged message. It may have a value of a request, which may be as long as a request. */
const MAX_LENGTH = 10_000;

// A closing quote may be missing because the message was cut. None of these expressions backtracks.
const DOUBLE_QUOTED = /"(?:[^"\\]|\\.)*(?:"|\\?$)/gs;
/** An apostrophe within or after a word is no quote. */
const SINGLE_QUOTED = /(?<!\w)'(?:[^'\\]|\\.|'(?=\w))*(?:'|\\?$)/gs;
/** Mongoose writes values like this. Backticks without parentheses are around names of the program. */
const IN_BACKTICKS = /\(`[^`]*`\)/g;
const WORD = /[^\s<>()[\]{},;:"`]+/g;
/** The `@` of an email address, unlike that of a package in a path. */
const AT = /[^/@]@/;

/** An error's message without the parts that may be values of a request: quoted text and email addresses. */
export function withoutValues(message: string): string {
  return message
    .slice(0, MAX_LENGTH)
    .replace(DOUBLE_QUOTED, '"…"')
    .replace(SINGLE_QUOTED, "'…'")
    .replace(IN_BACKTICKS, '(`…`)')
    .replace(WORD, (word) => (AT.test(word) ? '…@…' : word));
}
