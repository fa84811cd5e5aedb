import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../../subgraphs/transport.js';
import { compose } from './arena.js';

/** A subgraph written out in a test. */
export interface WrittenSubgraph {
  readonly typeDefs: string;
  readonly resolvers: Record<string, unknown>;
}

/** The requests of a subgraph, and ways to replace its answers. */
export interface Graph extends SubgraphTransport {
  readonly supergraphSdl: string;
  readonly requests: SubgraphRequest[];
  /** Replaces the next answers, and all later ones. */
  answerInstead: (
    request: SubgraphRequest,
    answer: SubgraphAnswer,
  ) => SubgraphAnswer | Promise<SubgraphAnswer>;
}

const HEADER =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@override"])';

export function createGraph(subgraphs: Readonly<Record<string, WrittenSubgraph>>): Graph {
  const written = Object.entries(subgraphs).map(([name, { typeDefs, resolvers }]) => ({
    name,
    typeDefs: `${HEADER}\n${typeDefs}`,
    resolvers,
  }));
  const supergraphSdl = compose(written);
  if (supergraphSdl === undefined) throw new Error('The subgraphs do not compose.');
  const schemas = new Map<string, GraphQLSchema>(
    written.map(({ name, typeDefs, resolvers }) => [
      name,
      buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never }),
    ]),
  );
  const graph: Graph = {
    supergraphSdl,
    requests: [],
    answerInstead: (_request, answer) => answer,
    async send(request) {
      graph.requests.push(request);
      const schema = schemas.get(request.subgraph);
      if (schema === undefined) throw new Error(`No subgraph ${request.subgraph}.`);
      const { query, variables } = JSON.parse(request.body) as {
        query: string;
        variables: Record<string, unknown>;
      };
      const result = await graphql({ schema, source: query, variableValues: variables });
      return graph.answerInstead(request, JSON.parse(JSON.stringify(result)) as SubgraphAnswer);
    },
  };
  return graph;
}

/** The variables of a request, parsed. */
export function variablesOf(request: SubgraphRequest): Record<string, unknown> {
  return (JSON.parse(request.body) as { variables: Record<string, unknown> }).variables;
}
