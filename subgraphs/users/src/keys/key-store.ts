import { followFile, StartError, type Logger } from '@supergraph/service-kit';
import { parseSigningKeys, type SigningKeys } from './signing-keys.js';

/** The current signing keys. */
export interface KeyStore {
  readonly keys: SigningKeys;
  close(): void;
}

/** The source of the keys: a file that may change, or fixed text. */
export type KeySource = { readonly file: string } | { readonly text: string };

/**
 * Opens the signing keys. The file is read again when it changes, so a rotation needs no restart. This need not be
 * fast, because a new key is published minutes before it signs.
 *
 * @throws StartError if there are no usable keys at the start
 */
export function openKeyStore(
  source: KeySource,
  { logger, pollMs }: { logger: Logger; pollMs?: number },
): KeyStore {
  if ('text' in source) return { keys: parse('JWT_PRIVATE_KEYS', source.text), close: () => undefined };
  const file = follow(source.file, logger, pollMs);
  return {
    get keys() {
      return file.value;
    },
    close: () => file.close(),
  };
}

function follow(path: string, logger: Logger, pollMs: number | undefined) {
  try {
    return followFile({
      path,
      parse: (text) => parse(path, text),
      logger,
      content: 'signing keys',
      describe: (keys) => ({ keyIds: keys.map(({ id }) => id) }),
      pollMs,
    });
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new StartError(
      `JWT_PRIVATE_KEYS_FILE: cannot read ${path} (${reason}): make one with npm run keys:rotate`,
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
