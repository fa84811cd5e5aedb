/** Below this length a loop over the characters is faster than a regular expression. */
const SHORT = 42;
// eslint-disable-next-line no-control-regex -- these are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Whether a string needs no escape in JSON. Most strings need none. */
function isPlain(text: string): boolean {
  const { length } = text;
  if (length >= SHORT) return !ESCAPED.test(text);
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return false;
  }
  return true;
}

/** A string as JSON, as `JSON.stringify` writes it. */
export function quote(text: string): string {
  return isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

/** Any value that JSON.parse can return, as JSON. */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return JSON.stringify(value);
}
