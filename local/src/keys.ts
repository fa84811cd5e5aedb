import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '@supergraph/service-kit/start-error';
import { z } from 'zod';

const secrets = z.object({
  'router-products': z.string(),
  'router-orders': z.string(),
  'router-users': z.string(),
  'orders-products': z.string(),
});

/** The secret of each pair of services that talk, `sender-receiver`. */
export type EnvelopeSecrets = z.infer<typeof secrets>;

const SECRET_BYTES = 32;

/** Makes or reads the secrets of this machine's stack. They never leave the data directory. */
export async function readEnvelopeSecrets(keysDir: string): Promise<EnvelopeSecrets> {
  const file = join(keysDir, 'envelope.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return parseSecrets(file, text);
  const made = makeSecrets();
  await writePrivate(file, JSON.stringify(made, undefined, 2));
  return made;
}

/** A service's secret for the other, as ENVELOPE_KEYS_IN and ENVELOPE_KEYS_OUT take it. */
export function keyRing(peer: string, secret: string): string {
  return `${peer}=local:${secret}`;
}

/** Creates a folder that only we can read. */
export async function makePrivateDir(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

function makeSecrets(): EnvelopeSecrets {
  const secret = () => randomBytes(SECRET_BYTES).toString('base64url');
  return {
    'router-products': secret(),
    'router-orders': secret(),
    'router-users': secret(),
    'orders-products': secret(),
  };
}

function parseSecrets(file: string, text: string): EnvelopeSecrets {
  try {
    return secrets.parse(JSON.parse(text));
  } catch (error) {
    throw new StartError(`${file} is damaged: delete it, and new keys are made`, error);
  }
}

/** Renamed into place when complete: a kill in between leaves no half of a file. */
async function writePrivate(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
