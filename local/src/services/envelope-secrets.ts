import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calledBy, callersOf, repositorySubgraphs, type SubgraphName } from '@supergraph/schema/subgraphs';
import { StartError } from '@supergraph/service-kit/start-error';
import { z } from 'zod';
import type { ServiceName } from './names.js';

/** The secret of each pair of services that communicate, by `sender-receiver`. */
export type EnvelopeSecrets = Readonly<Record<`router-${SubgraphName}`, string>> &
  Readonly<Partial<Record<`${SubgraphName}-${SubgraphName}`, string>>>;

const SECRET_BYTES = 32;

/** 32 bytes in base64url, the only format that services accept. */
const secretsFile = z.record(z.string(), z.string().regex(/^[\w-]{43}$/));

/**
 * Reads the secrets of the local stack, and creates those that are missing. They are stored in the data directory only.
 *
 * @throws StartError when the file is damaged
 */
export async function readEnvelopeSecrets(keysDir: string): Promise<EnvelopeSecrets> {
  const { file, known, missing } = await readKnownSecrets(keysDir);
  if (missing.length === 0) return known as EnvelopeSecrets;
  const made = Object.fromEntries(
    missing.map((pair) => [pair, randomBytes(SECRET_BYTES).toString('base64url')]),
  );
  const secrets = { ...known, ...made };
  await writePrivate(file, JSON.stringify(secrets, undefined, 2));
  return secrets as EnvelopeSecrets;
}

/**
 * Lists the pairs of services, as `sender-receiver`, that have no secret yet.
 *
 * @throws StartError when the file is damaged
 */
export async function missingSecrets(keysDir: string): Promise<readonly string[]> {
  return (await readKnownSecrets(keysDir)).missing;
}

async function readKnownSecrets(keysDir: string) {
  const file = join(keysDir, 'envelope.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const known = parseSecrets(file, text);
  return { file, known, missing: pairs().filter((pair) => known[pair] === undefined) };
}

/** The senders whose envelopes a subgraph accepts, in the format of ENVELOPE_KEYS_IN. */
export function keysIn(receiver: SubgraphName, secrets: EnvelopeSecrets): string {
  return ['router', ...callersOf(repositorySubgraphs(), receiver)]
    .map((sender) => keyRing(sender, secretOf(sender, receiver, secrets)))
    .join(',');
}

/** The receivers that a service signs envelopes for, in the format of ENVELOPE_KEYS_OUT. */
export function keysOut(sender: ServiceName, secrets: EnvelopeSecrets): string {
  return receiversOf(sender)
    .map((receiver) => keyRing(receiver, secretOf(sender, receiver, secrets)))
    .join(',');
}

/** The subgraphs that a service sends requests to. */
export function receiversOf(sender: ServiceName): readonly SubgraphName[] {
  const subgraphs = repositorySubgraphs();
  const called = sender === 'router' ? Object.keys(subgraphs) : calledBy(subgraphs[sender]);
  return called as SubgraphName[];
}

/** Creates a folder that only its owner can read. */
export async function makePrivateDir(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
}

function pairs(): readonly string[] {
  const receivers = Object.keys(repositorySubgraphs()) as SubgraphName[];
  return receivers.flatMap((receiver) =>
    ['router', ...callersOf(repositorySubgraphs(), receiver)].map((sender) => `${sender}-${receiver}`),
  );
}

function secretOf(sender: string, receiver: string, secrets: Readonly<Record<string, string>>): string {
  const secret = secrets[`${sender}-${receiver}`];
  if (secret === undefined) throw new Error(`${sender} and ${receiver} share no secret`);
  return secret;
}

function keyRing(peer: string, secret: string): string {
  return `${peer}=local:${secret}`;
}

function parseSecrets(file: string, text: string): Readonly<Record<string, string>> {
  try {
    return secretsFile.parse(JSON.parse(text));
  } catch (error) {
    throw new StartError(`${file} is damaged: delete it, and new keys are created`, error);
  }
}

/** Writes a draft and renames it, so that an interrupted write leaves no partial file. */
async function writePrivate(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, text, { mode: 0o600 });
  await rename(draft, file);
}
