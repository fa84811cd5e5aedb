import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from './logger.js';

/** The value of the current content of files. */
export interface FollowedFile<Value> {
  readonly value: Value;
  close(): void;
}

export interface FollowFilesOptions<Value> {
  readonly paths: readonly string[];
  /** Throws for content that cannot be used: the value then stays as it is. */
  readonly parse: (texts: readonly string[], previous: Value | undefined) => Value;
  readonly logger: Logger;
  /** The content, for the log: `envelope keys`. */
  readonly content: string;
  /** Returns the fields of a new value that may be logged. */
  readonly describe: (value: Value) => object;
  /** Called with each new value. */
  readonly onChange?: ((value: Value) => void) | undefined;
  readonly pollMs?: number | undefined;
}

export interface FollowOptions<Value> extends Omit<FollowFilesOptions<Value>, 'paths' | 'parse'> {
  readonly path: string;
  readonly parse: (text: string, previous: Value | undefined) => Value;
}

const POLL_MS = 5_000;

/** Follows one file, as {@link followFiles} does. */
export function followFile<Value>({ path, parse, ...options }: FollowOptions<Value>): FollowedFile<Value> {
  return followFiles({
    ...options,
    paths: [path],
    parse: ([text = ''], previous) => parse(text, previous),
  });
}

/**
 * Reads files whose contents belong together now, and again every few seconds and on SIGHUP. Their content is compared,
 * not their time or events: mounted secrets change by symbolic links.
 *
 * @throws what reading and `parse` throw the first time
 */
export function followFiles<Value>(options: FollowFilesOptions<Value>): FollowedFile<Value> {
  const { paths, parse, logger, content, describe, onChange, pollMs = POLL_MS } = options;
  let texts: readonly string[] = paths.map((path) => readFileSync(path, 'utf8'));
  let value = parse(texts, undefined);
  let isFailing = false;

  async function readAgain(): Promise<void> {
    try {
      const now = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
      isFailing = false;
      if (now.every((text, index) => text === texts[index])) return;
      texts = now;
      value = parse(now, value);
      logger.info({ paths, ...describe(value) }, `${content} read again`);
      onChange?.(value);
    } catch (error) {
      if (!isFailing)
        logger.error({ err: error, paths }, `${content} cannot be read again: they stay as they are`);
      isFailing = true;
    }
  }

  const poll = () => void readAgain();
  const timer = setInterval(poll, pollMs).unref();
  process.on('SIGHUP', poll);
  return {
    get value() {
      return value;
    },
    close() {
      clearInterval(timer);
      process.off('SIGHUP', poll);
    },
  };
}
