import { followFile } from '../follow-file.js';
import type { Logger } from '../logger.js';
import { StartError } from '../start-error.js';
import { parseKeyRings, type KeyRing, type KeyRings } from './key-rings.js';

/** The variable that has envelope keys; the same name with `_FILE` names a file of them. */
export type KeysVariable = 'ENVELOPE_KEYS_IN' | 'ENVELOPE_KEYS_OUT';

/** The values of such variables. */
export type KeysVariables = Readonly<
  Partial<Record<KeysVariable | `${KeysVariable}_FILE`, string | undefined>>
>;

type Rings = ReadonlyMap<string, KeyRing>;

/**
 * Opens the key rings of a variable, or of its file, which is read again when it changes: for the life of the process.
 *
 * @throws StartError when neither or both are set, or when the keys cannot be read
 */
export function openKeyRings(variable: KeysVariable, variables: KeysVariables, logger: Logger): KeyRings {
  refuseMissingKeys(variable, variables);
  return findKeyRings(variable, variables, logger) ?? new Map<string, KeyRing>();
}

/** @throws StartError when neither the variable nor its file is set: before a service does anything else */
export function refuseMissingKeys(variable: KeysVariable, variables: KeysVariables): void {
  if ((variables[variable] ?? variables[`${variable}_FILE`]) !== undefined) return;
  throw new StartError(
    `${variable}: is not set: the keys as SERVICE=ID:SECRET, or ${variable}_FILE with a file of them`,
  );
}

/** Like {@link openKeyRings}. @returns undefined when neither is set */
export function findKeyRings(
  variable: KeysVariable,
  variables: KeysVariables,
  logger: Logger,
): KeyRings | undefined {
  const { [variable]: text, [`${variable}_FILE` as const]: path } = variables;
  if (text !== undefined && path !== undefined) {
    throw new StartError(`set ${variable} or ${variable}_FILE, and not both`);
  }
  if (path === undefined) return text === undefined ? undefined : parseKeyRings(text);
  const file = follow(`${variable}_FILE`, path, logger);
  return {
    get: (peer) => file.value.get(peer),
    has: (peer) => file.value.has(peer),
  };
}

function follow(variable: string, path: string, logger: Logger) {
  try {
    return followFile<Rings>({
      path,
      parse: (text, previous) => keepPeers(parseKeyRings(text), previous),
      logger,
      content: 'envelope keys',
      describe: (rings) => ({ keyIds: describeKeys(rings) }),
    });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : (error as Error).message;
    throw new StartError(`${variable}: ${path} cannot be used (${reason})`, error);
  }
}

/** A file that lost a service by mistake must not end the calls of a running one. */
function keepPeers(rings: Rings, previous: Rings | undefined): Rings {
  const lost = [...(previous?.keys() ?? [])].filter((peer) => !rings.has(peer));
  if (lost.length > 0) throw new StartError(`it has no keys of ${lost.join(', ')} any more`);
  return rings;
}

function describeKeys(rings: Rings): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...rings].map(([peer, ring]) => [peer, ring.map(({ id }) => id)]));
}
