import { createSecretKey, type KeyObject } from 'node:crypto';
import { StartError } from '../start-error.js';

/** One shared secret of two services. */
export interface EnvelopeKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** The secrets of one pair of services: the first signs, all verify, so that a new one can come before the old goes. */
export type KeyRing = readonly [EnvelopeKey, ...EnvelopeKey[]];

/** The key rings of a service, by the other service's name. */
export type KeyRings = ReadonlyMap<string, KeyRing>;

/** HS256 with less than its hash's length would be weaker than the hash. */
const SECRET_BYTES = 32;

/**
 * Reads key rings from a variable: `router=k2:SECRET|k1:SECRET,orders=k1:SECRET`, each secret base64url of at least
 * 32 bytes.
 *
 * @throws StartError that says what is wrong, without a secret in it
 */
export function parseKeyRings(text: string): KeyRings {
  const entries = text.split(',').map((entry): [string, KeyRing] => {
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
  const [id, encoded] = splitOnce(text, ':');
  const secret = Buffer.from(encoded, 'base64url');
  if (!/^[\w-]{1,64}$/.test(id) || secret.length < SECRET_BYTES) {
    throw new StartError(
      `an envelope key of ${peer} is not ID:SECRET with a base64url secret of at least 32 bytes`,
    );
  }
  return { id, secret: createSecretKey(secret) };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  if (at < 1)
    throw new StartError('envelope keys are written SERVICE=ID:SECRET, with a comma between services');
  return [text.slice(0, at), text.slice(at + separator.length)];
}
