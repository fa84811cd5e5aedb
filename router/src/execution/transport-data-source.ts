import type { GraphQLDataSource } from '@apollo/gateway';
import type { RequestContext } from '../context.js';
import type { SubgraphTransport } from '../subgraphs/transport.js';
import { failureToError, isRecord, readFaults } from './faults.js';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** What the stock executor sends its fetches through: the same transport and the same errors as the compiled one. */
export class TransportDataSource implements GraphQLDataSource {
  readonly #subgraph: string;
  readonly #transport: SubgraphTransport;
  readonly #contextOf: (contextValue: unknown) => RequestContext;

  constructor(
    subgraph: string,
    transport: SubgraphTransport,
    contextOf: (contextValue: unknown) => RequestContext,
  ) {
    this.#subgraph = subgraph;
    this.#transport = transport;
    this.#contextOf = contextOf;
  }

  async process(options: ProcessOptions): Promise<ProcessResult> {
    const { query, variables, operationName } = options.request;
    try {
      const answer = await this.#transport.send({
        subgraph: this.#subgraph,
        body: JSON.stringify({ query, variables, operationName }),
        operation: query?.startsWith('mutation') === true ? 'mutation' : 'query',
        context: this.#contextOf(options.context),
      });
      const errors = readFaults(answer.errors, this.#subgraph);
      return {
        data: isRecord(answer.data) ? withoutEchoes(answer.data, variables?.representations) : null,
        ...(errors.length > 0 && { errors }),
      };
    } catch (error) {
      throw failureToError(error, this.#subgraph);
    }
  }
}

/**
 * Entities without the type that they were asked for by: it is known, and where it is an interface's name, for a
 * subgraph with an `@interfaceObject`, the stock executor would write it over the type that the entity really has.
 */
function withoutEchoes(data: Record<string, unknown>, representations: unknown): Record<string, unknown> {
  const { _entities: entities } = data;
  if (!Array.isArray(entities) || !Array.isArray(representations)) return data;
  const withoutEcho = (entity: unknown, index: number): unknown => {
    const asked: unknown = representations[index];
    const isEcho = isRecord(entity) && isRecord(asked) && entity.__typename === asked.__typename;
    return isEcho ? { ...entity, __typename: undefined } : entity;
  };
  return { ...data, _entities: entities.map(withoutEcho) };
}
