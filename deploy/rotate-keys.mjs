// Adds a key to all that services sign with: the envelope keys of each pair of services, and the keys of access tokens. Services
// read the files again by themselves; a new key is accepted at once and signs later, so no request is refused.
// Usage: npm run keys:rotate:all [-- --kubernetes] [--lead-s SECONDS]
//   --kubernetes  prints the Secrets besides: npm run -s keys:rotate:all -- --kubernetes | kubectl apply --namespace supergraph -f -
//   --lead-s      when the new keys begin to sign, in seconds from now, instead of ten minutes
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readRings, rotateRing, writeRings } from './envelope-keys.mjs';
import { closeFolders } from './key-folders.mjs';

/** A change of a Secret reaches its mounted files within about a minute, and a cached key set of tokens within five. */
const LEAD_S = 600;

const here = import.meta.dirname;
const { values } = parseArgs({
  options: { kubernetes: { type: 'boolean' }, 'lead-s': { type: 'string', default: String(LEAD_S) } },
});
const leadS = Number(values['lead-s']);
if (!Number.isInteger(leadS) || leadS < 0) fail('--lead-s is a whole number of seconds');

const rings = readRings(here);
const signingKeys = join(here, 'secrets/users/signing-keys.json');
if (rings.size === 0 || !existsSync(signingKeys))
  fail('there are no keys yet: run node deploy/make-secrets.mjs');

const now = Math.floor(Date.now() / 1_000);
writeRings(here, new Map([...rings].map(([pair, ring]) => [pair, rotateRing(ring, now, leadS)])));
const rotate = resolve(here, '../subgraphs/users/dist/keys/main.js');
execFileSync(process.execPath, [rotate, signingKeys, '--lead-s', String(leadS)], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
closeFolders(here);
process.stderr.write(`new keys are in ${join(here, 'secrets')} and sign in ${leadS} s\n`);
if (values.kubernetes) await import('./kubernetes-secrets.mjs');

function fail(message) {
  process.stderr.write(`keys:rotate:all: ${message}\n`);
  process.exit(1);
}
