import { readFile } from 'node:fs/promises';
import { StartError, type Logger } from '@supergraph/service-kit';
import { parseSigningKeys, type SigningKeys } from './signing-keys.js';

/** The keys of this moment. */
export interface KeyStore {
  readonly keys: SigningKeys;
  close(): void;
}

/** Where the keys come from: a file that may change, or text that cannot. */
export type KeySource = { readonly file: string } | { readonly text: string };

/** How often the file is looked at. Keys sign minutes after they are published, so this need not be fast. */
const POLL_MS = 5_000;

/**
 * Reads the signing keys and reads their file again every few seconds and on SIGHUP, so that a rotation needs no
 * restart. Its content is compared, not its time or its events: mounted secrets change by symbolic links. A file that
 * cannot be used leaves the keys as they are.
 *
 * @throws StartError when there are no usable keys at the start
 */
export async function openKeyStore(
  source: KeySource,
  { logger, pollMs = POLL_MS }: { logger: Logger; pollMs?: number },
): Promise<KeyStore> {
  if ('text' in source) return { keys: parse('JWT_PRIVATE_KEYS', source.text), close: () => undefined };
  const { file } = source;
  let text = await readKeyFile(file);
  let keys = parse(file, text);

  async function reload(): Promise<void> {
    try {
      const now = await readKeyFile(file);
      if (now === text) return;
      text = now;
      keys = parse(file, now);
      logger.info({ keyIds: keys.map(({ id }) => id) }, 'signing keys read again');
    } catch (error) {
      logger.error({ err: error }, 'the key file cannot be used: the keys stay as they are');
    }
  }

  const onChange = () => void reload();
  const timer = setInterval(onChange, pollMs).unref();
  process.on('SIGHUP', onChange);
  return {
    get keys() {
      return keys;
    },
    close() {
      clearInterval(timer);
      process.off('SIGHUP', onChange);
    },
  };
}

async function readKeyFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new StartError(
      `JWT_PRIVATE_KEYS_FILE: cannot read ${file} (${reason}): make one with npm run keys:rotate`,
      error,
    );
  }
}

function parse(origin: string, text: string): SigningKeys {
  try {
    return parseSigningKeys(text);
  } catch (error) {
    throw new StartError(`${origin}: ${error instanceof Error ? error.message : 'not a key file'}`, error);
  }
}
