import { createSecretKey, type KeyObject } from 'node:crypto';
import { StartError } from '../start-error.js';
import { headerOf } from './token.js';

/** A secret shared by two services. */
export interface EnvelopeKey {
  readonly id: string;
  /** The header of the envelopes that it signs, encoded. */
  readonly header: string;
  readonly secret: KeyObject;
  /** When it begins to sign, in seconds since 1970. It is verified before. */
  readonly signsFrom: number;
}

/**
 * The secrets of one pair of services, the newest first. All verify; the first one whose time has come signs. A new
 * secret can therefore reach sender and receiver in any order, and the old one is removed later.
 */
export type KeyRing = readonly [EnvelopeKey, ...EnvelopeKey[]];

/** The key rings of a service, by the name of the other service. */
export type KeyRings = Pick<ReadonlyMap<string, KeyRing>, 'get' | 'has'>;

/** An HS256 secret shorter than the hash would be weaker than the hash. */
const SECRET_BYTES = 32;

/**
 * Parses key rings: `router=k2@1764000000:SECRET|k1:SECRET,orders=k1:SECRET`, with a comma or a line break between
 * services. `@1764000000` is the time from which a key signs, in seconds since 1970; without it, it signs at once. Each
 * secret is base64url of at least 32 bytes.
 *
 * @throws StartError that describes the mistake without containing a secret
 */
export function parseKeyRings(text: string): ReadonlyMap<string, KeyRing> {
  const parts = text.split(/[,\n]/).filter((part) => part.trim() !== '');
  const entries = (parts.length === 0 ? [text] : parts).map((entry): [string, KeyRing] => {
    const [peer, ring] = splitOnce(entry.trim(), '=');
    const [first, ...rest] = ring.split('|').map((key) => parseKey(peer, key));
    if (first === undefined) throw new StartError(`the envelope keys of ${peer} are empty`);
    return [peer, [first, ...rest]];
  });
  const rings = new Map(entries);
  if (rings.size !== entries.length) throw new StartError('a service is named twice among the envelope keys');
  return rings;
}

function parseKey(peer: string, text: string): EnvelopeKey {
  const [name, encoded] = splitOnce(text, ':');
  const [, id = '', time = '0'] = /^([\w-]{1,64})(?:@(\d{1,12}))?$/.exec(name) ?? [];
  const secret = Buffer.from(encoded, 'base64url');
  if (id === '' || secret.length < SECRET_BYTES) {
    throw new StartError(
      `an envelope key of ${peer} is not ID:SECRET or ID@SECONDS:SECRET with a base64url secret of at least 32 bytes`,
    );
  }
  return { id, header: headerOf(id), secret: createSecretKey(secret), signsFrom: Number(time) };
}

/** The key that signs at this time, in seconds since 1970. */
export function chooseSigningKey(ring: KeyRing, now: number): EnvelopeKey {
  return ring.find(({ signsFrom }) => signsFrom <= now) ?? ring[0];
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  if (at < 1)
    throw new StartError('envelope keys are written SERVICE=ID:SECRET, with a comma between services');
  return [text.slice(0, at), text.slice(at + separator.length)];
}
