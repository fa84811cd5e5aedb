import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { isAllowedCode, plainMessage } from './codes.js';

/** The extensions that the router writes for clients. Every other key is removed. */
const publicExtensions = ['code', 'retryAfter', 'cost'] as const;

/** Text that no message for clients contains: addresses, stack frames, file paths, system errors. */
const revealing =
  /\w+:\/\/|\bat \S+ \(|\.(?:[cm]?[jt]s|py|go|rb|java):\d+|\d{1,3}(?:\.\d{1,3}){3}|localhost|\bE[A-Z]{4,}\b|node_modules|MongoServer|[\r\n]/;

const MAX_MESSAGE_LENGTH = 500;

/**
 * The limit of an error's locations: with one per place in the document, an answer could be many times as long as its
 * request.
 */
const MAX_LOCATIONS = 5;

/**
 * Masks errors by an allow-list. An error with a listed code keeps its code and message and nothing else. Every other
 * error becomes INTERNAL_SERVER_ERROR with a general message and the request's id, under which the log has the details.
 * Apollo Server would pass on everything that a subgraph sends: its stack, its name, the whole body of an upstream's
 * error page.
 */
export function maskError(error: GraphQLError, requestId: string): GraphQLFormattedError {
  const given = error.extensions;
  const path = error.path === undefined ? {} : { path: error.path };
  if (!isAllowedCode(given.code) || given.code === 'INTERNAL_SERVER_ERROR') {
    const code = 'INTERNAL_SERVER_ERROR';
    return { message: plainMessage(code), ...path, extensions: { code, requestId } };
  }
  const { code } = given;
  // Subgraph errors carry the subgraph's name; the router's own messages were written for clients.
  if (given.serviceName !== undefined) {
    const message = isRevealing(error.message) ? plainMessage(code) : withoutSuggestion(error.message);
    return { message, ...path, extensions: { code } };
  }
  const extensions = publicExtensions.flatMap((key) => (given[key] === undefined ? [] : [[key, given[key]]]));
  return {
    message: withoutSuggestion(error.message.slice(0, MAX_MESSAGE_LENGTH)),
    ...(error.locations === undefined ? {} : { locations: error.locations.slice(0, MAX_LOCATIONS) }),
    ...path,
    extensions: Object.fromEntries(extensions) as Record<string, unknown>,
  };
}

/**
 * graphql-js suggests similar names. With these, a client could read the schema name by name. A suggestion may lack its
 * question mark because its message was cut.
 */
function withoutSuggestion(message: string): string {
  return message.replace(/ ?Did you mean [^?]*(?:\?|$)/g, '');
}

function isRevealing(message: string): boolean {
  return message.length > MAX_MESSAGE_LENGTH || revealing.test(message);
}
