import type { Socket } from 'node:net';

/** The reason why a request ends before a handler receives it. */
export type RefusalReason =
  | 'bad_http'
  | 'bad_url'
  | 'body_too_large'
  | 'connections'
  | 'headers_too_large'
  | 'malformed_body'
  | 'media_type'
  | 'not_found'
  | 'overload'
  | 'too_slow';

interface Refusal {
  readonly reason: RefusalReason;
  readonly status: string;
  readonly message: string;
}

const tooSlow: Refusal = {
  reason: 'too_slow',
  status: '408 Request Timeout',
  message: 'The request took too long to arrive.',
};
const tooLarge: Refusal = {
  reason: 'headers_too_large',
  status: '431 Request Header Fields Too Large',
  message: 'The request has larger headers than are read here.',
};
const badHttp: Refusal = {
  reason: 'bad_http',
  status: '400 Bad Request',
  message: 'This is not an HTTP request.',
};

/**
 * Answers bytes that are not an HTTP request with an error in GraphQL's shape, like every other failure, and closes
 * their connection: the start of the next request on it is unknown.
 *
 * @returns the reason; undefined when the client has disconnected
 */
export function refuseConnection(
  error: Error & { readonly code?: string },
  socket: Socket,
): RefusalReason | undefined {
  if (error.code === 'ECONNRESET' || socket.destroyed) return undefined;
  const { reason, status, message } = refusalOf(error.code);
  if (socket.writable) {
    const body = JSON.stringify({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    const head = [
      `HTTP/1.1 ${status}`,
      'content-type: application/json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'x-content-type-options: nosniff',
      'cache-control: private, no-store',
      'connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  }
  socket.destroy(error);
  return reason;
}

function refusalOf(code: string | undefined): Refusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' || code === 'ERR_TLS_HANDSHAKE_TIMEOUT') return tooSlow;
  return code === 'HPE_HEADER_OVERFLOW' ? tooLarge : badHttp;
}
