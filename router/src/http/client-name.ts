import type { IncomingHttpHeaders } from 'node:http';
import { MAX_CLIENT_LENGTH } from '@supergraph/service-kit/service';
import type { ClientProgram } from '../context.js';

/**
 * Reads the name and version headers of Apollo's clients, or those of others. In the payload of `connection_init`, where a
 * browser can set no headers, they have the same names.
 */
export function readClientProgram(headers: Readonly<Record<string, unknown>>): ClientProgram | undefined {
  return (
    programOf(headers['apollographql-client-name'], headers['apollographql-client-version']) ??
    programOf(headers['graphql-client-name'], headers['graphql-client-version'])
  );
}

function programOf(name: unknown, version: unknown): ClientProgram | undefined {
  if (typeof name !== 'string' || name === '') return undefined;
  return { name, version: typeof version === 'string' ? version : '' };
}

/** The client's name and version, otherwise its user agent, cut to the length that an envelope carries. */
export function readClientName(
  headers: IncomingHttpHeaders,
  program = readClientProgram(headers),
): string | undefined {
  const text = program === undefined ? headers['user-agent'] : `${program.name} ${program.version}`.trim();
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_CLIENT_LENGTH);
}
