import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from './logger.js';

/** The value of a file's current content. */
export interface FollowedFile<Value> {
  readonly value: Value;
  close(): void;
}

export interface FollowOptions<Value> {
  readonly path: string;
  /** Throws for content that cannot be used: the value then stays as it is. */
  readonly parse: (text: string, previous: Value | undefined) => Value;
  readonly logger: Logger;
  /** The content, for the log: `envelope keys`. */
  readonly content: string;
  /** Returns the fields of a new value that may be logged. */
  readonly describe: (value: Value) => object;
  readonly pollMs?: number | undefined;
}

const POLL_MS = 5_000;

/**
 * Reads a file now, and again every few seconds and on SIGHUP. Its content is compared, not its time or its events:
 * mounted secrets change by symbolic links.
 *
 * @throws what reading and `parse` throw the first time
 */
export function followFile<Value>(options: FollowOptions<Value>): FollowedFile<Value> {
  const { path, parse, logger, content, describe, pollMs = POLL_MS } = options;
  let text = readFileSync(path, 'utf8');
  let value = parse(text, undefined);
  let isFailing = false;

  async function readAgain(): Promise<void> {
    try {
      const now = await readFile(path, 'utf8');
      isFailing = false;
      if (now === text) return;
      text = now;
      value = parse(now, value);
      logger.info({ path, ...describe(value) }, `${content} read again`);
    } catch (error) {
      if (!isFailing)
        logger.error({ err: error, path }, `${content} cannot be read again: they stay as they are`);
      isFailing = true;
    }
  }

  const onChange = () => void readAgain();
  const timer = setInterval(onChange, pollMs).unref();
  process.on('SIGHUP', onChange);
  return {
    get value() {
      return value;
    },
    close() {
      clearInterval(timer);
      process.off('SIGHUP', onChange);
    },
  };
}
