import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  GraphQLError,
  Kind,
  execute,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
} from 'graphql';
import type {
  DocumentNode,
  GraphQLFieldResolver,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
} from 'graphql';
import { isAbstractType, isInterfaceType } from 'graphql';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from '../../subgraphs/transport.js';
import { SubgraphUnavailable } from '../../subgraphs/transport.js';
import type { GeneratedSubgraph } from './generate-subgraphs.js';
import { hash } from './random.js';

/** How often a value is not what was hoped for, each from 0 to 1. */
export interface Trouble {
  readonly nulls: number;
  readonly errors: number;
  /** Subgraphs that never answer. */
  readonly down: ReadonlySet<string>;
}

interface Item {
  readonly __typename: string;
  readonly number: number;
  readonly sent?: Record<string, unknown>;
}

const ITEMS = 6;
const CODES = ['NOT_FOUND', 'FORBIDDEN', 'BAD_USER_INPUT', undefined];

/**
 * Subgraphs whose every value is a function of the seed, the object, the field and its arguments: however often
 * and in whatever company a value is asked for, it is the same.
 */
export class InProcessSubgraphs implements SubgraphTransport {
  readonly #schemas = new Map<string, GraphQLSchema>();
  readonly #documents = new Map<string, DocumentNode>();
  readonly #nodes: readonly string[];
  readonly requests: SubgraphRequest[] = [];
  seed = 0;
  trouble: Trouble = { nulls: 0, errors: 0, down: new Set() };

  constructor(subgraphs: readonly GeneratedSubgraph[]) {
    for (const { name, typeDefs } of subgraphs) {
      const document = parse(typeDefs);
      const resolvers: Record<
        string,
        { __resolveReference: (sent: Record<string, unknown>) => Item | null }
      > = {};
      for (const node of document.definitions) {
        const isType =
          node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
        if (!isType || !node.directives?.some((directive) => directive.name.value === 'key')) continue;
        resolvers[node.name.value] = {
          __resolveReference: (sent) => this.#find(node.name.value, node.kind, sent),
        };
      }
      this.#schemas.set(name, buildSubgraphSchema({ typeDefs: document, resolvers: resolvers }));
    }
    const nodes = [...this.#schemas.values()].map((schema) => schema.getType('Node')).find(isInterfaceType);
    const owner = [...this.#schemas.values()].find((schema) => schema.getType('Node') === nodes);
    this.#nodes =
      nodes === undefined || owner === undefined
        ? []
        : owner
            .getPossibleTypes(nodes)
            .map(({ name }) => name)
            .sort();
  }

  async send(request: SubgraphRequest): Promise<SubgraphAnswer> {
    this.requests.push(request);
    // Answers come in an order that depends on nothing but the request.
    for (let turns = hash(request.body) % 4; turns > 0; turns--)
      await new Promise((resolve) => setImmediate(resolve));
    if (this.trouble.down.has(request.subgraph)) {
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
      fieldResolver: this.#resolve,
      typeResolver: (item) => (item as Item).__typename,
    });
    return JSON.parse(JSON.stringify(result)) as SubgraphAnswer;
  }

  #find(typename: string, kind: string, sent: Record<string, unknown>): Item | null {
    const number = typeof sent.id === 'string' ? Number(sent.id) : Number(String(sent.sku).slice(4));
    if (!Number.isInteger(number)) throw new GraphQLError(`cannot read ${JSON.stringify(sent)}`);
    const chance = this.#chance(`reference ${typename} ${number}`);
    if (chance < this.trouble.errors)
      throw new GraphQLError(`no ${typename} ${number}`, { extensions: { code: 'NOT_FOUND' } });
    if (chance < this.trouble.errors + this.trouble.nulls / 2) return null;
    return {
      __typename: kind === (Kind.INTERFACE_TYPE_DEFINITION as string) ? this.#nodeType(number) : typename,
      number,
      sent,
    };
  }

  #nodeType(number: number): string {
    return this.#nodes[number % this.#nodes.length] ?? '';
  }

  readonly #resolve: GraphQLFieldResolver<Item, unknown> = (item, args, _context, info) => {
    const { fieldName, parentType } = info;
    if (Object.hasOwn(item, fieldName) && fieldName === '__typename') return item.__typename;
    if (fieldName === 'id') return String(item.number);
    if (fieldName === 'sku') return `sku-${item.number}`;
    if (fieldName === 'org') return { __typename: 'Org', number: item.number % 3 };
    const owner = parentType.name === 'Mutation' ? 'Mutation' : item.__typename;
    const required = requiredFields(info).map((name) => JSON.stringify(item.sent?.[name] ?? null));
    const about = `${owner} ${item.number} ${fieldName} ${JSON.stringify(args)} ${required.join()}`;
    return this.#value(info.returnType, about, info);
  };

  #value(type: GraphQLOutputType, about: string, info: GraphQLResolveInfo): unknown {
    const chance = this.#chance(about);
    if (chance < this.trouble.errors) {
      const code = CODES[this.#hash(about) % CODES.length];
      throw new GraphQLError(`failed: ${about}`, { extensions: code === undefined ? {} : { code } });
    }
    // A non-null value is missing now and then too: the subgraph then says so itself.
    const nulls = isNonNullType(type) ? this.trouble.nulls / 6 : this.trouble.nulls;
    if (chance < this.trouble.errors + nulls) return null;
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return Array.from({ length: this.#hash(`${about} length`) % 5 }, (_, index) => {
        const made = this.#element(nullable.ofType, `${about} ${index}`, info);
        return made;
      });
    }
    return this.#single(nullable, about, info);
  }

  #element(type: GraphQLOutputType, about: string, info: GraphQLResolveInfo): unknown {
    try {
      return this.#value(type, about, info);
    } catch (error) {
      return error;
    }
  }

  #single(type: GraphQLOutputType, about: string, info: GraphQLResolveInfo): unknown {
    const drawn = this.#hash(`${about} value`);
    if (isEnumType(type)) return type.getValues()[drawn % type.getValues().length]?.name;
    if (isScalarType(type)) return scalar(type.name, drawn);
    let number = drawn % ITEMS;
    let { name } = type as { name: string };
    if (isAbstractType(type)) {
      const possible = info.schema
        .getPossibleTypes(type)
        .map((possibleType) => possibleType.name)
        .sort();
      name = possible[(drawn >> 4) % possible.length] ?? '';
    }
    if (name === 'Node' && isObjectType(type)) return { __typename: 'Node', number };
    // What a Node is follows from its number, as every subgraph must agree on it.
    const position = this.#nodes.indexOf(name);
    if (position !== -1) number = position + this.#nodes.length * (drawn % 3);
    if (name === 'Dims' || name === 'Deep') number = this.#hash(`${about} number`);
    return { __typename: name, number };
  }

  #hash(about: string): number {
    return hash(`${this.seed} ${about}`);
  }

  #chance(about: string): number {
    return this.#hash(`${about} chance`) / 2 ** 32;
  }
}

function requiredFields(info: GraphQLResolveInfo): readonly string[] {
  const directive = info.parentType
    .getFields()
    [info.fieldName]?.astNode?.directives?.find(({ name }) => name.value === 'requires');
  const value = directive?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING ? value.value.split(/\s+/) : [];
}

function scalar(name: string, drawn: number): unknown {
  const texts = [
    '',
    'x',
    'Grüße "quoted" \\ \n',
    '\ud83d\ude00',
    '\ud800',
    'null',
    `text-${drawn % 7}`,
    'é'.repeat(50),
  ];
  const text = texts[drawn % texts.length] ?? '';
  switch (name) {
    case 'Int':
      return (drawn % 2001) - 1000;
    case 'Float':
      return [0.5, -3, 1e21, 1.25e-7][drawn % 4];
    case 'Boolean':
      return drawn % 2 === 0;
    case 'ID':
      return String(drawn % 50);
    case 'Any':
      return [text, 1, true, { a: [1, null, { b: text }], constructor: 1 }, [], null][drawn % 6];
    default:
      return text;
  }
}
