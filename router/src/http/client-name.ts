import type { IncomingHttpHeaders } from 'node:http';
import { MAX_CLIENT_LENGTH } from '@supergraph/service-kit';

/**
 * Reads the program that a client says it is: Apollo's name and version headers, otherwise the user agent. It is text of
 * a stranger, cut to what an envelope carries.
 */
export function readClientName(headers: IncomingHttpHeaders): string | undefined {
  const name = headers['apollographql-client-name'];
  const version = headers['apollographql-client-version'];
  const text =
    typeof name === 'string' && name !== ''
      ? [name, version].filter((part) => typeof part === 'string').join(' ')
      : headers['user-agent'];
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_CLIENT_LENGTH);
}
