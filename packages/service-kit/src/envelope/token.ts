import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { isRecord } from '../is-record.js';

/** The parts of a signed token (RFC 7519). None of them is verified yet. */
export interface UnverifiedToken {
  /** The encoded header. */
  readonly header: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The text that the signature is over. */
  readonly content: string;
  readonly signature: string;
}

/**
 * The only header that tokens of this key have, encoded. Receivers compare it as text, so that no header can choose an
 * algorithm.
 */
export function headerOf(keyId: string): string {
  return encode({ alg: 'HS256', typ: 'JWT', kid: keyId });
}

/** @param header as {@link headerOf} encodes it */
export function signToken(payload: object, header: string, secret: KeyObject): string {
  const content = `${header}.${encode(payload)}`;
  return `${content}.${sign(content, secret)}`;
}

/** @returns undefined when the text is not three parts with a JSON object as the second */
export function parseToken(text: string): UnverifiedToken | undefined {
  const [header = '', encoded = '', signature, more] = text.split('.', 4);
  if (signature === undefined || more !== undefined) return undefined;
  const payload = parseObject(Buffer.from(encoded, 'base64url').toString());
  return payload && { header, payload, content: `${header}.${encoded}`, signature };
}

/** Whether the token has exactly the signature that this secret makes. */
export function isSignedWith({ content, signature }: UnverifiedToken, secret: KeyObject): boolean {
  return isSameText(signature, sign(content, secret));
}

/** Takes the same time wherever texts of the same length differ. */
export function isSameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function sign(content: string, secret: KeyObject): string {
  return createHmac('sha256', secret).update(content).digest('base64url');
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
