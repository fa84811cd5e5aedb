import { generateKeyPair } from 'node:crypto';
import { chmod, open, readFile, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '@supergraph/service-kit/start-error';
import { z } from 'zod';
import { thumbprint } from './signing-keys.js';

/** How long a new key is published before it signs, in seconds: twice the time that verifiers may cache the keys. */
export const LEAD_S = 600;

/**
 * How long a key is published after its last signature, in seconds: four times the maximum lifetime of an access token.
 */
export const OVERLAP_S = 3_600;

export interface Rotation {
  /** In seconds since 1970. */
  readonly now: number;
  /** Whether the old keys were stolen. The new key then signs at once, and the old ones are removed. */
  readonly revoke?: boolean;
  /** How long the new key is published before it signs, in seconds. Default {@link LEAD_S}. */
  readonly leadS?: number | undefined;
}

const keyFileSchema = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), nbf: z.int().nonnegative().default(0) })),
});

type PrivateJwk = z.infer<typeof keyFileSchema>['keys'][number];

const generate = promisify(generateKeyPair);

/**
 * Adds a key to a key file, or creates the file with its first key, and removes keys whose tokens have all expired. The
 * file is replaced atomically, so a reader sees either the old or the new content.
 *
 * @returns the ids of all keys, the newest first
 */
export async function rotateKeys(
  file: string,
  { now, revoke = false, leadS = LEAD_S }: Rotation,
): Promise<string[]> {
  const existing = revoke ? [] : await readKeyFile(file);
  const fresh = await createKey(existing.length === 0 ? now : now + leadS);
  const keys = [fresh, ...existing.filter((key) => isNeeded(key, existing, now))];
  await replaceFile(file, `${JSON.stringify({ keys }, null, 2)}\n`);
  return keys.map(({ kid }) => kid);
}

/** Whether a token of this key may be valid: until {@link OVERLAP_S} after a later key began to sign. */
function isNeeded(key: PrivateJwk, all: readonly PrivateJwk[], now: number): boolean {
  return !all.some((later) => later.nbf > key.nbf && later.nbf + OVERLAP_S <= now);
}

async function createKey(signsFrom: number): Promise<PrivateJwk> {
  const { privateKey } = await generate('rsa', { modulusLength: 2_048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = thumbprint(jwk.n ?? '', jwk.e ?? '');
  return { ...jwk, kid, use: 'sig', alg: 'RS256', nbf: signsFrom };
}

async function readKeyFile(file: string): Promise<PrivateJwk[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new StartError(`cannot read ${file}: ${String(error)}`, error);
  }
  const parsed = keyFileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new StartError(`${file} is not a JWK set whose keys have a kid: it stays as it is`);
  return parsed.data.keys;
}

/**
 * Writes a temporary file next to the key file and renames it. Only the owner can read it, from its first byte on. If
 * root runs this, the file keeps its owner. A link to a key file stays, because services may read the file by its other names.
 */
async function replaceFile(name: string, text: string): Promise<void> {
  const file = await realpath(name).catch(() => name);
  const beside = `${file}.${process.pid}.tmp`;
  const handle = await open(beside, 'w', 0o600);
  try {
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(file).catch(() => stat(dirname(file)));
      await handle.chown(uid, gid);
    }
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await chmod(beside, 0o600);
  await rename(beside, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
