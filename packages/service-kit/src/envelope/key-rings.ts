import { createSecretKey, type KeyObject } from 'node:crypto';
import { StartError } from '../start-error.js';

/** A secret shared by two services. */
export interface EnvelopeKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/**
 * The secrets of one pair of services. The first one signs and all verify, so that a new secret can be added before the
 * old one is removed.
 */
export type KeyRing = readonly [EnvelopeKey, ...EnvelopeKey[]];

/** The key rings of a service, by the name of the other service. */
export type KeyRings = ReadonlyMap<string, KeyRing>;

/** An HS256 secret shorter than the hash would be weaker than the hash. */
const SECRET_BYTES = 32;

/**
 * Parses key rings from a variable: `router=k2:SECRET|k1:SECRET,orders=k1:SECRET`. Each secret is base64url of at least
 * 32 bytes.
 *
 * @throws StartError that describes the mistake without containing a secret
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
