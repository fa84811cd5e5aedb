import { readFile } from 'node:fs/promises';
import { StartError } from '@supergraph/service-kit';
import { request } from 'undici';

/** A source of supergraphs: a file, or an address that is requested with the ETag of its last answer. */
export interface SupergraphSource {
  /** Its name in errors: without the query, which may hold a key. */
  readonly name: string;
  /**
   * @returns its text, the identical one when it did not change
   * @throws StartError when it cannot be read
   */
  read(): Promise<string>;
}

export interface SourceOptions {
  /** Sent as the key of Hive's CDN. */
  readonly key?: string | undefined;
}

const MAX_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** @param location a path, or an address that begins with http:// or https:// */
export function openSource(location: string, { key }: SourceOptions = {}): SupergraphSource {
  return /^https?:\/\//.test(location) ? remoteSource(new URL(location), key) : fileSource(location);
}

function fileSource(path: string): SupergraphSource {
  return {
    name: path,
    async read() {
      try {
        return await readFile(path, 'utf8');
      } catch {
        throw new StartError(`SUPERGRAPH_PATH: cannot read ${path}: compose one with npm run schema:compose`);
      }
    },
  };
}

function remoteSource(url: URL, key: string | undefined): SupergraphSource {
  const name = url.origin + url.pathname;
  let last: { readonly etag: string; readonly text: string } | undefined;
  return {
    name,
    async read() {
      const headers = {
        ...(last !== undefined && { 'if-none-match': last.etag }),
        ...(key !== undefined && { 'x-hive-cdn-key': key }),
      };
      try {
        const {
          statusCode,
          headers: answered,
          body,
        } = await request(url, {
          headers,
          headersTimeout: TIMEOUT_MS,
          bodyTimeout: TIMEOUT_MS,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const text = await readText(body);
        if (statusCode === 304 && last !== undefined) return last.text;
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        const { etag } = answered;
        last = typeof etag === 'string' ? { etag, text } : undefined;
        return text;
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new StartError(`SUPERGRAPH_PATH: ${name} gives no supergraph: ${detail}`, error);
      }
    },
  };
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
