import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '@supergraph/service-kit/service';
import { fetchText } from '../fetch-text.js';

/** A source of supergraphs: a file, or an address that is requested with the ETag of its last answer. */
export interface SupergraphSource {
  /** Its name in errors: without the query, which may hold a key. */
  readonly name: string;
  /**
   * @returns its text, the identical one when it did not change
   * @throws StartError when it cannot be read
   */
  read(): Promise<string>;
  /** Reads the text anew next time, in case a wrong one came under the ETag of the right one. */
  forget(): void;
}

export interface SourceOptions {
  /** Sent as the key of Hive's CDN. */
  readonly key?: string | undefined;
  /** The file of that key, read for every request, so that another key needs no restart. */
  readonly keyFile?: string | undefined;
}

const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** A file counts as written completely when it is the same after this time, in milliseconds. */
const SETTLE_MS = 100;

/** The maximum number of readings of a file that is different every time. */
const MAX_TRIES = 50;

/** @param location a path, or an address that begins with http:// or https:// */
export function openSource(location: string, options: SourceOptions = {}): SupergraphSource {
  return /^https?:\/\//.test(location) ? remoteSource(new URL(location), options) : fileSource(location);
}

function fileSource(path: string): SupergraphSource {
  let last: string | undefined;
  return {
    name: path,
    async read() {
      let text = await readRegularFile(path);
      // The beginning of a supergraph may be a supergraph too, with fewer fields.
      for (let tries = 1; text !== last; tries += 1) {
        if (tries > MAX_TRIES) throw new StartError(`SUPERGRAPH_PATH: ${path} changes all the time`);
        last = text;
        await sleep(SETTLE_MS);
        text = await readRegularFile(path);
      }
      return text;
    },
    forget() {
      last = undefined;
    },
  };
}

async function readRegularFile(path: string): Promise<string> {
  try {
    // Reading something else, such as a named pipe or a device, might never end.
    const found = await stat(path);
    if (!found.isFile()) throw new Error('it is no file');
    if (found.size > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `SUPERGRAPH_PATH: cannot read ${path}: ${reason}. Compose one with npm run schema:compose`,
      error,
    );
  }
}

function remoteSource(url: URL, options: SourceOptions): SupergraphSource {
  const name = url.origin + url.pathname;
  let last: { readonly etag: string; readonly text: string } | undefined;
  return {
    name,
    async read() {
      const key = await readKey(options);
      const headers = {
        ...(last !== undefined && { 'if-none-match': last.etag }),
        ...(key !== undefined && { 'x-hive-cdn-key': key }),
      };
      try {
        const answer = await fetchText(url, { headers, timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
        const { status, text } = answer;
        if (status === 304 && last !== undefined) return last.text;
        if (status !== 200) throw new Error(`status ${status}`);
        const { etag } = answer.headers;
        last = typeof etag === 'string' ? { etag, text } : undefined;
        return text;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new StartError(`SUPERGRAPH_PATH: ${name} gives no supergraph: ${detail}`, error);
      }
    },
    forget() {
      last = undefined;
    },
  };
}

/** @throws StartError when its file cannot be read or is empty */
async function readKey({ key, keyFile }: SourceOptions): Promise<string | undefined> {
  if (keyFile === undefined) return key;
  try {
    const text = (await readFile(keyFile, 'utf8')).trim();
    if (text === '') throw new Error('it is empty');
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`SUPERGRAPH_KEY_FILE: cannot read ${keyFile}: ${reason}`, error);
  }
}
