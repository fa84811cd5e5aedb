import type { IncomingHttpHeaders } from 'node:http';
import { MAX_CLIENT_LENGTH } from '@supergraph/service-kit';
import type { ClientProgram } from '../context.js';

/** Reads the name and version headers of Apollo's clients, or those of others. */
export function readClientProgram(headers: IncomingHttpHeaders): ClientProgram | undefined {
  for (const prefix of ['apollographql-client', 'graphql-client']) {
    const name = headers[`${prefix}-name`];
    const version = headers[`${prefix}-version`];
    if (typeof name === 'string' && name !== '') {
      return { name, version: typeof version === 'string' ? version : '' };
    }
  }
  return undefined;
}

/** The client's name and version, otherwise its user agent, cut to the length that an envelope carries. */
export function readClientName(headers: IncomingHttpHeaders): string | undefined {
  const program = readClientProgram(headers);
  const text = program === undefined ? headers['user-agent'] : `${program.name} ${program.version}`.trim();
  return text === undefined || text === '' ? undefined : text.slice(0, MAX_CLIENT_LENGTH);
}
