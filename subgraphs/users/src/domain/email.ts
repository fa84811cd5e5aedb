import { domainToASCII } from 'node:url';
import { isPlainText } from '@supergraph/service-kit';

/** RFC 5321's limits, in characters. */
const MAX_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Before it is turned to ASCII, which also decodes percent signs: one domain is not to be written in many ways. */
const WRITTEN_DOMAIN = /^[a-z0-9.\u0080-\u{10FFFF}-]+$/iu;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * The one form that an address is stored and found in: lower case, an international domain in its ASCII form. Only
 * ASCII before the @: letters that look alike would make accounts that look alike.
 *
 * @returns undefined for a text that is no address
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
