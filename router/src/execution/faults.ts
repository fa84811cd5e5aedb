import { GraphQLError } from 'graphql';
import { SubgraphUnavailable } from '../subgraphs/transport.js';
import type { Path } from './path.js';

/** The limit of errors read from one answer of a subgraph, which may have sent twenty thousand. */
export const MAX_ERRORS_PER_ANSWER = 100;

/** An error as a subgraph reported it, reduced to the parts whose types the specification allows. */
export interface SubgraphFault {
  readonly message: string;
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: FaultExtensions;
}

/** The one extension that is kept. A copied `http` extension, for example, would set the status of the client's answer. */
type FaultExtensions = Readonly<{ code?: string }>;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads the `errors` of a subgraph's answer, whose shape is not trusted. */
export function readFaults(errors: unknown, subgraph: string): readonly SubgraphFault[] {
  if (errors === undefined || errors === null) return [];
  if (!Array.isArray(errors)) return [readFault(undefined, subgraph)];
  return errors.slice(0, MAX_ERRORS_PER_ANSWER).map((error: unknown) => readFault(error, subgraph));
}

function readFault(error: unknown, subgraph: string): SubgraphFault {
  const fault = isRecord(error) ? error : {};
  const { message, path, extensions } = fault;
  return {
    message:
      typeof message === 'string' && message !== ''
        ? message
        : `Error while fetching subquery from service "${subgraph}"`,
    path: Array.isArray(path) && path.every(isPathSegment) ? path : undefined,
    extensions: isRecord(extensions) ? readExtensions(extensions) : {},
  };
}

function readExtensions({ code }: Readonly<Record<string, unknown>>): FaultExtensions {
  return typeof code === 'string' && code !== '' ? { code } : {};
}

function isPathSegment(segment: unknown): segment is string | number {
  return typeof segment === 'string' || typeof segment === 'number';
}

/** The GraphQL error for an error that a subgraph reported, at a path in the client's response keys. */
export function faultToError(fault: SubgraphFault, subgraph: string, path: Path | undefined): GraphQLError {
  return new GraphQLError(fault.message, {
    path,
    extensions: {
      code: fault.extensions.code ?? 'DOWNSTREAM_SERVICE_ERROR',
      serviceName: subgraph,
    },
  });
}

/** The GraphQL error for a fetch without any answer, at a field that is missing because of it. */
export function failureToError(cause: unknown, subgraph: string, path?: Path): GraphQLError {
  return new GraphQLError('A service this answer needs did not answer.', {
    path,
    originalError: cause instanceof Error ? cause : undefined,
    extensions: {
      code: cause instanceof SubgraphUnavailable ? cause.code : 'INTERNAL_SERVER_ERROR',
      serviceName: subgraph,
    },
  });
}
