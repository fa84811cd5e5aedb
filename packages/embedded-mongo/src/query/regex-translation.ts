import { MongoError, unsupported } from '../errors.js';

const refused = (part: string): MongoError =>
  new MongoError(51091, unsupported(`'${part}' in a regular expression`));

/** PCRE's white space, which is less than JavaScript's. It ends with a range, so that a `-` after it is a literal. */
const SPACE = String.raw` \t-\r`;

/** The next token of a pattern: an escape, the start of a class or group, a quantifier, or a character. */
const TOKEN =
  /\\[^]|\[\^?\]?|\((?:\?(?:<?[=!]|<[A-Za-z_]\w*>|[^])|\*)?|(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?|\{,\d+\}|[^]/gu;

const IN_CLASS = /\\[^]|\[[:.=]|[^]/gu;

const GROUPS = /^\((?:\?(?::|[=!]|<\w+>))?$/;

/**
 * Translates a pattern with the same meaning in PCRE and JavaScript into JavaScript's strict syntax. White space, dots
 * and line ends, which differ slightly, are written out. Refuses patterns that only PCRE has, or that the two read
 * differently.
 */
export function translate(pattern: string, options: string): string {
  const multiline = options.includes('m');
  const any = options.includes('s') ? '[^]' : String.raw`[^\n]`;
  const end = multiline ? String.raw`(?=\n|$)` : String.raw`(?=\n?$)`;
  const start = multiline ? String.raw`(?:^|(?<=\n)(?!$))` : '^';
  const symbols: Readonly<Record<string, string>> = { '.': any, $: end, '^': start };
  let source = '';
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(pattern)?.[0]; token !== undefined; token = TOKEN.exec(pattern)?.[0]) {
    if (token.startsWith('[')) {
      if (token.endsWith(']')) throw refused(token);
      source += token + readClass(pattern);
    } else source += symbols[token] ?? plain(token);
  }
  return source;
}

function plain(token: string): string {
  if (token.startsWith('\\')) return escape(token);
  const isPossessive = token.length > 1 && token.endsWith('+');
  if (isPossessive || token.startsWith('{,')) throw refused(token);
  if (token.startsWith('(') && !GROUPS.test(token)) throw refused(token);
  return '{}]'.includes(token) ? `\\${token}` : token;
}

function escape(token: string): string {
  const letter = token.slice(1);
  if (letter === 's') return `[${SPACE}]`;
  if (letter === 'S') return `[^${SPACE}]`;
  if ('dDwWbBtnrf'.includes(letter)) return token;
  if (/[A-Za-z0-9]/.test(letter)) throw refused(token);
  return literal(letter, '^$\\.*+?()[]{}|/');
}

/** JavaScript's strict syntax allows a backslash only before characters of its syntax. */
const literal = (character: string, syntax: string): string =>
  syntax.includes(character) ? `\\${character}` : character;

/** The rest of a class, up to its closing bracket. */
function readClass(pattern: string): string {
  let source = '';
  IN_CLASS.lastIndex = TOKEN.lastIndex;
  for (let token = IN_CLASS.exec(pattern)?.[0]; token !== undefined; token = IN_CLASS.exec(pattern)?.[0]) {
    TOKEN.lastIndex = IN_CLASS.lastIndex;
    if (token === ']') return `${source}]`;
    if (token.startsWith('[') && token.length > 1) throw refused(token);
    source += token.startsWith('\\') ? escapeInClass(token) : token;
  }
  return source;
}

function escapeInClass(token: string): string {
  const letter = token.slice(1);
  if (letter === 's') return SPACE;
  if ('dDwWbtnrf'.includes(letter)) return token;
  if (/[A-Za-z0-9]/.test(letter)) throw refused(token);
  return literal(letter, '^$\\.*+?()[]{}|/-');
}
