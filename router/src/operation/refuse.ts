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
