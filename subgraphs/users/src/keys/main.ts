import { access } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@supergraph/service-kit/config';
import { makeDirectories } from '@supergraph/service-kit/make-directories';
import { StartError } from '@supergraph/service-kit/start-error';
import { rotationConfigSchema } from './config.js';
import { rotateKeys } from './rotate.js';

const usage = `Usage: keys:rotate [FILE] [--if-missing] [--revoke] [--lead-s SECONDS]
  FILE          the key file; JWT_PRIVATE_KEYS_FILE when it is not given
  --if-missing  make the file with its first key, or leave it as it is
  --revoke      the old keys were stolen: replace them all at once; everyone signs in or refreshes again
  --lead-s      when the new key begins to sign, in seconds from now, instead of ten minutes`;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  const name = positionals[0] ?? readConfig(rotationConfigSchema).JWT_PRIVATE_KEYS_FILE;
  if (name === undefined || positionals.length > 1) throw new StartError(`name one key file\n${usage}`);
  const file = resolve(name);
  if (values['if-missing'] && (await exists(file))) return;
  await makeDirectories(dirname(file), 0o700);
  const ids = await rotateKeys(file, {
    now: Math.floor(Date.now() / 1_000),
    revoke: values.revoke,
    leadS: readLead(values['lead-s']),
  });
  process.stdout.write(
    `${file}: ${ids.length} ${ids.length === 1 ? 'key' : 'keys'}, the newest is ${ids[0] ?? ''}\n`,
  );
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'if-missing': { type: 'boolean', default: false },
        revoke: { type: 'boolean', default: false },
        'lead-s': { type: 'string' },
      },
    });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : ''}\n${usage}`, error);
  }
}

function readLead(text: string | undefined): number | undefined {
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  throw new StartError(`--lead-s is a whole number of seconds\n${usage}`);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`keys:rotate: ${error instanceof StartError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
