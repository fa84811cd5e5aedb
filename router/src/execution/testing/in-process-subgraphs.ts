import { buildSubgraphSchema } from '@apollo/subgraph';
import { Kind, execute, parse } from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  InterfaceTypeDefinitionNode,
  ObjectTypeDefinitionNode,
} from 'graphql';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../../subgraphs/transport.js';
import { SubgraphUnavailable } from '../../subgraphs/transport.js';
import type { GeneratedSubgraph } from './generate-subgraphs.js';
import { hash } from './random.js';
import { executeWhole } from './truth.js';
import { Values } from './values.js';
import type { Item, Trouble } from './values.js';

/** Subgraphs that answer with generated values. */
export class InProcessSubgraphs implements SubgraphTransport {
  readonly #schemas: ReadonlyMap<string, GraphQLSchema>;
  readonly #documents = new Map<string, DocumentNode>();
  readonly #values: Values;
  readonly requests: SubgraphRequest[] = [];

  constructor(subgraphs: readonly GeneratedSubgraph[]) {
    this.#schemas = new Map(subgraphs.map(({ name, typeDefs }) => [name, this.#schemaOf(parse(typeDefs))]));
    this.#values = new Values([...this.#schemas.values()]);
  }

  /** Generates other values from now on, with these failures. */
  enter(world: number, trouble: Trouble): void {
    this.#values.seed = world;
    this.#values.trouble = trouble;
  }

  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    this.requests.push(request);
    // The order of answers depends on the request alone.
    for (let turns = hash(request.body) % 4; turns > 0; turns--)
      await new Promise((resolve) => setImmediate(resolve));
    if (this.#values.trouble.down.has(request.subgraph)) {
      throw new SubgraphUnavailable(request.subgraph, 'SERVICE_UNAVAILABLE', 'down');
    }
    const { query, variables, operationName } = JSON.parse(request.body) as Record<string, unknown>;
    const schema = this.#schemas.get(request.subgraph);
    if (schema === undefined) throw new Error(`No subgraph ${request.subgraph}.`);
    const document = this.#documents.get(query as string) ?? parse(query as string);
    this.#documents.set(query as string, document);
    const result = await execute({
      schema,
      document,
      variableValues: variables as Record<string, unknown>,
      operationName: operationName as string | null,
      rootValue: { __typename: 'Query', number: 0 },
      fieldResolver: (item: Item, args, _context, info) => this.#values.of(item, args, info),
      typeResolver: (item) => (item as Item).__typename,
    });
    return JSON.parse(JSON.stringify(result)) as SubgraphAnswer;
  }

  /** The type of the entity that a representation stands for. */
  typeOf({ __typename: typename, id }: Readonly<Record<string, unknown>>): string {
    return typename === 'Node' ? this.#values.nodeType(Number(id)) : String(typename);
  }

  /** The answer of the whole graph, without a plan and without fetches. */
  async truth(
    api: GraphQLSchema,
    { query, variables }: { query: string; variables: Readonly<Record<string, unknown>> },
  ): Promise<ExecutionResult> {
    return await executeWhole(api, [...this.#schemas.values()], this.#values, parse(query), variables);
  }

  #schemaOf(document: DocumentNode): GraphQLSchema {
    const resolvers: Record<string, { __resolveReference: (sent: Record<string, unknown>) => Item | null }> =
      {};
    for (const node of document.definitions) {
      const isType =
        node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
      if (!isType || !node.directives?.some((directive) => directive.name.value === 'key')) continue;
      const keys = resolvableKeys(node);
      resolvers[node.name.value] = {
        __resolveReference: (sent) =>
          keys.some((names) => names.every((name) => Object.hasOwn(sent, name)))
            ? this.#values.find(node.name.value, node.kind, sent)
            : null,
      };
    }
    return buildSubgraphSchema({ typeDefs: document, resolvers });
  }
}

/** The field names of each resolvable key of a subgraph. */
function resolvableKeys({ directives = [] }: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) {
  return directives
    .filter(({ name }) => name.value === 'key')
    .flatMap(({ arguments: given = [] }) => {
      const [fields, resolvable] = ['fields', 'resolvable'].map(
        (name) => given.find((argument) => argument.name.value === name)?.value,
      );
      if (fields?.kind !== Kind.STRING || resolvable?.kind === Kind.BOOLEAN) return [];
      return [
        fields.value
          .replace(/\{[^}]*\}/g, '')
          .split(/\s+/)
          .filter(Boolean),
      ];
    });
}
