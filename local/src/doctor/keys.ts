import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingSecrets } from '../services/envelope-secrets.js';
import { right, wrong, type Finding } from './finding.js';

/** Checks that the keys are readable, and names the keys that `npm start` will create. */
export async function checkKeys(dataDir: string): Promise<readonly Finding[]> {
  const keysDir = join(dataDir, 'keys');
  if (!existsSync(keysDir)) return [right('keys', 'do not exist yet: npm start creates them')];
  return Promise.all([checkSecrets(keysDir), checkSigningKeys(join(keysDir, 'users-signing.json'))]);
}

async function checkSecrets(keysDir: string): Promise<Finding> {
  try {
    const missing = await missingSecrets(keysDir);
    if (missing.length === 0) return right('keys', 'one secret for each pair of services that talk');
    return right('keys', `npm start creates the missing ones: ${missing.join(', ')}`);
  } catch (error) {
    return wrong('keys', error instanceof Error ? error.message : String(error));
  }
}

/** Checks only that the file is JSON, because its format belongs to the users subgraph. */
async function checkSigningKeys(file: string): Promise<Finding> {
  if (!existsSync(file)) return right('keys', 'npm start creates the signing keys');
  try {
    JSON.parse(await readFile(file, 'utf8'));
    return right('keys', 'signing keys of users');
  } catch {
    return wrong(
      'keys',
      `${file} is damaged: delete it, and npm start creates new keys; everyone must sign in again`,
    );
  }
}
