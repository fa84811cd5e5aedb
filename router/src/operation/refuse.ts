import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';

/** An error that refuses a whole operation, with an HTTP status in the way Apollo Server reads it. */
export function refuse(
  status: number,
  code: string,
  message: string,
  {
    headers = {},
    extensions = {},
  }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly extensions?: Readonly<Record<string, unknown>>;
  } = {},
): GraphQLError {
  const http = { status, headers: new HeaderMap(Object.entries(headers)) };
  const all: Record<string, unknown> = { ...extensions, code, http };
  return new GraphQLError(message, { extensions: all });
}

/** The HTTP side of an error that {@link refuse} made; 400 for another. */
export function readRefusal(error: GraphQLError): { status: number; headers: ReadonlyMap<string, string> } {
  const http: unknown = error.extensions.http;
  const known = typeof http === 'object' && http !== null && 'status' in http && 'headers' in http;
  return {
    status: known && typeof http.status === 'number' ? http.status : 400,
    headers: known && http.headers instanceof HeaderMap ? http.headers : new HeaderMap(),
  };
}
