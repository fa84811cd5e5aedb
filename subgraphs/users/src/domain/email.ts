import { domainToASCII } from 'node:url';
import { isPlainText } from '@supergraph/service-kit';

/** RFC 5321's limits, in characters. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/**
 * The domain before its conversion to ASCII. The conversion decodes percent signs, which would give one domain many
 * spellings.
 */
const WRITTEN_DOMAIN = /^[a-z0-9.\u0080-\u{10FFFF}-]+$/iu;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Normalises an address to the form in which it is stored and found: lower case, with an international domain in ASCII.
 * The part before the @ must be ASCII, because similar letters would allow accounts that look the same.
 *
 * @returns undefined if the text is not an address
 */
export function normaliseEmail(text: string): string | undefined {
  if (text.length > 2 * MAX_LENGTH) return undefined;
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at).toLowerCase();
  const written = trimmed.slice(at + 1);
  if (!WRITTEN_DOMAIN.test(written) || !isPlainText(trimmed, { max: MAX_LENGTH })) return undefined;
  const domain = domainToASCII(written).toLowerCase();
  const email = `${local}@${domain}`;
  const fits = at > 0 && local.length <= MAX_LOCAL_LENGTH && email.length <= MAX_LENGTH;
  return fits && LOCAL.test(local) && DOMAIN.test(domain) ? email : undefined;
}
