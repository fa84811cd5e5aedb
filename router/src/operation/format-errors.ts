import { HeaderMap } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, Kind } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/** Errors as they are sent, and what they do to the HTTP answer. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  readonly status: number | undefined;
  readonly headers: ReadonlyMap<string, string>;
}

/** Formats errors as Apollo Server does: each has a code, and what it has for HTTP is taken out of it. */
export function formatErrors(errors: readonly GraphQLError[]): FormattedErrors {
  const headers = new HeaderMap();
  let status: number | undefined;
  const formatted = errors.map((error) => {
    const { http, ...extensions } = error.extensions as Readonly<Record<string, unknown>>;
    const code = codeOf(error);
    if (typeof http === 'object' && http !== null) {
      if ('status' in http && typeof http.status === 'number') status = http.status;
      if ('headers' in http && http.headers instanceof HeaderMap) {
        for (const [name, value] of http.headers) headers.set(name, value);
      }
    }
    return { ...error.toJSON(), extensions: { ...extensions, code } };
  });
  return { errors: formatted, status, headers };
}

/** Anything thrown, as an error of GraphQL. */
export function toGraphQLError(thrown: unknown): GraphQLError {
  if (thrown instanceof GraphQLError) return thrown;
  const originalError = thrown instanceof Error ? thrown : new Error(String(thrown));
  return new GraphQLError(originalError.message, { originalError });
}

/** An error's code. graphql-js gives none to the errors of variables, and no other way to tell them. */
export function codeOf({ extensions, nodes, message }: GraphQLError): unknown {
  if (extensions.code !== undefined && extensions.code !== null) return extensions.code;
  const [node] = nodes ?? [];
  if (nodes?.length === 1 && node?.kind === Kind.VARIABLE_DEFINITION) {
    const start = `Variable "$${node.variable.name.value}" `;
    const isOfVariable = [
      'has invalid value',
      'got invalid value ',
      'of required type ',
      'of non-null type ',
    ];
    if (isOfVariable.some((how) => message.startsWith(start + how))) {
      return ApolloServerErrorCode.BAD_USER_INPUT;
    }
  }
  return ApolloServerErrorCode.INTERNAL_SERVER_ERROR;
}
