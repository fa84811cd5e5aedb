import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { isAllowedCode, plainMessage } from './codes.js';

/** Extensions that the router writes for clients; every other key stays here. */
const publicExtensions = ['code', 'retryAfter', 'cost'] as const;

/** Parts that no sentence written for a client has: addresses, stack frames, paths of files, errors of the system. */
const revealing =
  /\w+:\/\/|\bat \S+ \(|\.(?:[cm]?[jt]s|py|go|rb|java):\d+|\d{1,3}(?:\.\d{1,3}){3}|localhost|\bE[A-Z]{4,}\b|node_modules|MongoServer|[\r\n]/;

const MAX_MESSAGE_LENGTH = 500;

/** One error may be of every place in a document: an answer would be many times as long as its request. */
const MAX_LOCATIONS = 5;

/**
 * Errors by allow-list. A code on the list is passed on with its message, without anything else the error carried;
 * whatever has another code, or none, becomes INTERNAL_SERVER_ERROR with a sentence of ours and the request's id,
 * under which the log has the rest. The stock server passes on whatever a subgraph says: its stack, its name, the
 * whole body of an upstream's error page.
 */
export function maskError(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const given = error.extensions;
  const path = error.path === undefined ? {} : { path: error.path };
  if (!isAllowedCode(given.code) || given.code === 'INTERNAL_SERVER_ERROR') {
    const code = 'INTERNAL_SERVER_ERROR';
    return { message: plainMessage(code), ...path, extensions: { code, requestId } };
  }
  const { code } = given;
  // Errors of subgraphs carry their name; ours were written for clients.
  if (given.serviceName !== undefined) {
    const message = isRevealing(error.message) ? plainMessage(code) : withoutSuggestion(error.message);
    return { message, ...path, extensions: { code } };
  }
  const extensions = publicExtensions.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]]));
  return {
    message: withoutSuggestion(error.message).slice(0, MAX_MESSAGE_LENGTH),
    ...(error.locations === undefined ? {} : { locations: error.locations.slice(0, MAX_LOCATIONS) }),
    ...path,
    extensions: Object.fromEntries(extensions) as Record<string, unknown>,
  };
}

/** graphql-js guesses what was meant: name by name, the schema could be read from its guesses. */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, '');
}

function isRevealing(message: string): boolean {
  return message.length > MAX_MESSAGE_LENGTH || revealing.test(message);
}
