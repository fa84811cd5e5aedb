import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'undici';

export interface FetchTextOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** The limit of the whole request with its answer, in milliseconds. */
  readonly timeoutMs: number;
  /** The limit of the answer's body. */
  readonly maxBytes: number;
}

export interface FetchedText {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Requests a text without following redirects. A larger body is not read to its end, so an address that is wrong or hostile
 * cannot fill the memory.
 *
 * @throws Error when the address does not answer in time, or with a body that is too large
 */
export async function fetchText(
  url: string | URL,
  { headers, timeoutMs, maxBytes }: FetchTextOptions,
): Promise<FetchedText> {
  const answer = await request(url, { headers, signal: AbortSignal.timeout(timeoutMs) });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  // Decoded as a whole, since a character may begin in one chunk and end in the next.
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: answer.statusCode, headers: answer.headers, text };
}
